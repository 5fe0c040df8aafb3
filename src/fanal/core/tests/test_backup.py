"""A backup restores what was, or refuses with a sentence: on a real server of its own, with real commands."""

import io
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from fanal.core.backup import examine
from fanal.core.backup.archive import ALTERED, DATABASE, TRUNCATED, Writer, is_allowed
from fanal.core.backup.rows import read_rows
from fanal.core.backup.sealed_file import SealedStream, unsealed_copy
from fanal.core.errors import Refused
from fanal.core.keys.installation_key import SECRET
from fanal.core.tests.installation import Installation

PHRASE = "cinq mots sans aucun rapport"
COUNTS = "SELECT count(*), max(id), md5(string_agg(t::text, '|' ORDER BY id)) FROM {} t"


def picture(made: Installation) -> dict[str, tuple]:
    tables = ["accounts_person", "helpdesk_helprequest", "core_journalentry", "equipment_equipment"]
    return {table: made.ask(COUNTS.format(table))[0] for table in tables}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("installation") / "home")
    made.embedded.start()
    made.tell_story()
    yield made
    made.remove()


@pytest.fixture(scope="module")
def backup(installation: Installation) -> Path:
    file, phrase = installation.home.parent / "fanal.tar", installation.home.parent / "phrase"
    phrase.write_text(PHRASE)
    done = installation.fanal("backup", str(file), "--with-secrets", FANAL_PASSPHRASE_FILE=str(phrase))
    assert done.returncode == 0, done.stderr
    return file


def test_a_wiped_installation_comes_back_as_it_was(
    installation: Installation, backup: Path, tmp_path: Path
) -> None:
    before, photo = picture(installation), (installation.home / "files/ab/photo.jpg").read_bytes()
    keys = {file.name: file.read_bytes() for file in (installation.home / "secrets").iterdir()}
    again = Installation(tmp_path / "elsewhere")
    again.embedded.start()
    try:
        phrase = str(backup.with_name("phrase"))
        done = again.fanal("restore", str(backup), "--with-secrets", FANAL_PASSPHRASE_FILE=phrase)
        assert done.returncode == 0, done.stderr
        assert picture(again) == before
        assert (again.home / "files/ab/photo.jpg").read_bytes() == photo
        assert {file.name: file.read_bytes() for file in (again.home / "secrets").iterdir()} == keys
        verified = again.fanal("journal", "verify")
        assert verified.returncode == 0, verified.stdout
        _everything_is_protected(again)
        assert [name for (name,) in again.ask("SELECT datname FROM pg_database") if "_" in name] == []
        assert not (again.home / "restoring").exists()
    finally:
        again.remove()


def _everything_is_protected(made: Installation) -> None:
    bare = "SELECT count(*) FROM pg_policies WHERE tablename = 'helpdesk_helprequest'"
    assert made.ask(bare) == [(1,)]
    assert made.ask("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'") == [(0,)]
    assert made.ask("SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == [(0,)]
    owners = "SELECT DISTINCT proowner::regrole::text FROM pg_proc WHERE proname LIKE 'journal\\_%'"
    assert made.ask(owners) == [("fanal_journal",)]
    for table in ("entry", "head", "stub"):
        question = (
            f"SELECT has_table_privilege('fanal_app', 'core_journal{table}', 'UPDATE, DELETE, TRUNCATE')"
        )
        assert made.ask(question) == [(False,)]


def test_a_drill_restores_beside_and_changes_nothing(installation: Installation, backup: Path) -> None:
    before = picture(installation)
    with psycopg.connect(installation.embedded.dsn("fanal_app")):  # as while it serves
        done = installation.fanal("restore", str(backup), "--drill")
    assert done.returncode == 0, done.stderr
    assert "Exercice réussi" in done.stdout
    assert picture(installation) == before
    assert installation.ask("SELECT datname FROM pg_database WHERE datname LIKE 'fanal\\_%'") == []


def test_a_restore_asks_that_nobody_is_served(installation: Installation, backup: Path) -> None:
    with psycopg.connect(installation.embedded.dsn("fanal_app")):
        done = installation.fanal("restore", str(backup))
    assert done.returncode == 1
    assert "Arrêtez « fanal serve »" in done.stderr


def test_a_wrong_passphrase_is_a_sentence(installation: Installation, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("une autre phrase tout aussi longue")
    other = str(tmp_path / "other")
    done = installation.fanal("restore", str(backup), "--with-secrets", FANAL_PASSPHRASE_FILE=other)
    assert done.returncode == 1
    assert "La phrase de passe n’est pas celle" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_key_is_readable_in_the_archive(installation: Installation, backup: Path) -> None:
    content = backup.read_bytes()
    for file in (installation.home / "secrets").iterdir():
        assert file.read_bytes().strip() not in content


def test_a_backup_is_never_written_over(installation: Installation, backup: Path) -> None:
    done = installation.fanal("backup", str(backup))
    assert done.returncode == 1
    assert "existe déjà" in done.stderr


def test_a_flipped_byte_anywhere_is_refused(backup: Path, tmp_path: Path) -> None:
    content = backup.read_bytes()
    places = {0, 300, len(content) - 1, len(content) - 11_000, *range(97, len(content), len(content) // 60)}
    for place in places:
        altered = bytearray(content)
        altered[place] ^= 0x20
        copy = tmp_path / "altered.tar"
        copy.write_bytes(altered)
        with pytest.raises(Refused, match=r"sauvegarde|Fanal"):
            examine(copy)


def test_a_truncated_archive_is_refused(backup: Path, tmp_path: Path) -> None:
    content = backup.read_bytes()
    for kept in (
        0,
        100,
        512,
        5000,
        len(content) // 2,
        len(content) - 10_240,
        len(content) - 512,
        len(content) - 1,
    ):
        copy = tmp_path / "cut.tar"
        copy.write_bytes(content[:kept])
        with pytest.raises(Refused):
            examine(copy)
    with pytest.raises(Refused, match=TRUNCATED[:30]):
        examine(copy)


def test_a_restore_of_an_altered_archive_touches_nothing(
    installation: Installation, backup: Path, tmp_path: Path
) -> None:
    before, copy = picture(installation), tmp_path / "altered.tar"
    content = bytearray(backup.read_bytes())
    content[len(content) // 3] ^= 1
    copy.write_bytes(content)
    done = installation.fanal("restore", str(copy))
    assert (done.returncode, picture(installation)) == (1, before)
    assert "a été modifiée ou abîmée" in done.stderr


def test_a_program_that_is_not_ours_in_the_archive_is_refused(
    installation: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "foreign.tar"
    for name, kind in [
        ("files/../../etc/cron.d/x", tarfile.REGTYPE),
        ("/etc/passwd", tarfile.REGTYPE),
        ("files/link", tarfile.SYMTYPE),
        ("files/link", tarfile.LNKTYPE),
        ("files/device", tarfile.CHRTYPE),
        ("secrets/signing_key", tarfile.REGTYPE),
    ]:
        header = tarfile.TarInfo(name)
        header.type, header.linkname = kind, "/etc/passwd"
        with tarfile.open(file, "w") as tar:
            tar.addfile(header, io.BytesIO())
        with pytest.raises(Refused, match="que Fanal n’y met jamais"):
            examine(file)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not a tar", b"\x1f\x8b" + bytes(600), json.dumps({}).encode()]
)
def test_a_foreign_file_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "foreign"
    file.write_bytes(content)
    with pytest.raises(Refused, match="pas une sauvegarde de Fanal"):
        examine(file)


@pytest.mark.parametrize(
    "name", ["files/a/./b", "files//b", "files/a\\b", "files/\nb", "files/", "manifest.json/x"]
)
def test_strange_names_are_never_allowed(name: str) -> None:
    assert not is_allowed(name)


@pytest.mark.parametrize(
    "line",
    [
        b"CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ $$;\n",
        b"COPY public.a (b) FROM PROGRAM 'id';\n",
        b"COPY pg_catalog.pg_authid (rolname) FROM stdin;\n",
        b"SELECT pg_catalog.setval('public.a', (SELECT 1), true);\n",
        b"SET x = 1; DROP DATABASE fanal;\n",
        b"\\! id\n",
    ],
)
def test_sql_that_somebody_added_is_never_run(line: bytes) -> None:
    with pytest.raises(Refused):
        list(read_rows(io.BytesIO(b"SET x = 1;\n" + line)))


def test_a_backup_that_nobody_here_signed_does_not_pass_a_drill(
    installation: Installation, backup: Path, tmp_path: Path
) -> None:
    """December § 7, N8: « sums unsigned (an archive in which a teacher became head passes `--drill`) »."""
    forged = tmp_path / "forged.tar"
    archive = examine(backup)
    with forged.open("wb") as stream:
        writer = Writer(stream, 0)
        for name in archive.places:
            writer.add_bytes(name, archive.read(name))
        made = replace(archive.manifest, members=writer.members, before=writer.digest)
        writer.finish(made)  # every sum is right; the signature is of another
    assert examine(forged).manifest.tables == archive.manifest.tables
    refused = installation.fanal("restore", str(forged), "--drill")
    assert (refused.returncode, "n’est pas d’ici" in refused.stderr) == (1, True)
    unsigned = tmp_path / "unsigned.tar"
    with unsigned.open("wb") as stream:
        writer = Writer(stream, 0)
        for name in archive.places:
            writer.add_bytes(name, archive.read(name))
        writer.finish(replace(archive.manifest, members=writer.members, before=writer.digest, signature=""))
    assert "n’est pas d’ici" in installation.fanal("restore", str(unsigned), "--drill").stderr


def test_a_backup_of_another_installation_is_taken_only_when_that_is_said(
    backup: Path, tmp_path: Path
) -> None:
    again = Installation(tmp_path / "elsewhere")
    again.embedded.start()
    try:
        refused = again.fanal("restore", str(backup))
        assert (refused.returncode, "n’est pas d’ici" in refused.stderr) == (1, True)
        assert again.fanal("restore", str(backup), "--from-elsewhere").returncode == 0
    finally:
        again.remove()


def test_a_whole_backup_is_sealed_by_one_option(installation: Installation, tmp_path: Path) -> None:
    """December § 7, N8: « not sealed by default […] sealed by one option »."""
    file, phrase, other = tmp_path / "sealed.tar", tmp_path / "phrase", tmp_path / "other"
    phrase.write_text(PHRASE)
    other.write_text(PHRASE + " faux")
    done = installation.fanal("backup", str(file), "--sealed", FANAL_PASSPHRASE_FILE=str(phrase))
    assert done.returncode == 0, done.stderr
    content = file.read_bytes()
    assert b"manifest.json" not in content
    assert b"PGDMP" not in content
    drill = ("restore", str(file), "--drill")
    assert installation.fanal(*drill, FANAL_PASSPHRASE_FILE=str(phrase)).returncode == 0
    assert "ne s’ouvre pas" in installation.fanal(*drill, FANAL_PASSPHRASE_FILE=str(other)).stderr
    file.write_bytes(content[:-1])
    assert "ne s’ouvre pas" in installation.fanal(*drill, FANAL_PASSPHRASE_FILE=str(phrase)).stderr


def test_what_a_restore_opens_of_a_sealed_backup_has_no_name(tmp_path: Path) -> None:
    """A restore that is killed left the whole school readable beside its sealed backup."""
    file, home = tmp_path / "sealed.tar", tmp_path / "home"
    home.mkdir()
    with file.open("wb") as written:
        sealed = SealedStream(written, PHRASE)
        sealed.write(b"names of pupils")
        sealed.finish()
    with unsealed_copy(file, PHRASE, home) as opened:
        opened.seek(0)
        assert opened.read() == b"names of pupils"
        assert list(home.iterdir()) == []


def test_the_first_backup_holds_the_key_that_signed_it(installation: Installation, tmp_path: Path) -> None:
    """An installation that never signed before: on a new machine its backup was « pas d’ici »."""
    file, phrase = tmp_path / "first.tar", tmp_path / "phrase"
    phrase.write_text(PHRASE)
    key, aside = installation.home / "secrets" / SECRET, tmp_path / "key"
    if is_there := key.exists():
        key.rename(aside)
    done = installation.fanal("backup", str(file), "--with-secrets", FANAL_PASSPHRASE_FILE=str(phrase))
    if is_there:
        aside.rename(key)
    assert done.returncode == 0, done.stderr
    again = Installation(tmp_path / "elsewhere")
    again.embedded.start()
    try:
        drill = ("restore", str(file), "--with-secrets", "--drill")
        done = again.fanal(*drill, FANAL_PASSPHRASE_FILE=str(phrase))
        assert done.returncode == 0, done.stderr
    finally:
        again.remove()


def test_a_backup_that_changes_once_it_was_examined_is_not_taken(backup: Path, tmp_path: Path) -> None:
    file = tmp_path / "shared.tar"
    file.write_bytes(backup.read_bytes())
    archive = examine(file)
    start, _ = archive.places[DATABASE]
    with file.open("r+b") as shared:
        shared.seek(start)
        shared.write(b"FORGED")
    with pytest.raises(Refused, match=re.escape(ALTERED)):
        archive.extract(DATABASE, tmp_path / "database")
