"""Where backups go each night: what stays, what goes, what is never touched."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fanal.core.backup.places import (
    BackupBucket,
    BackupFolder,
    backup_name,
    backup_place,
    newest_first,
    too_old,
)
from fanal.core.errors import Refused
from fanal.core.stores.object_store import Bucket
from fanal.core.stores.tests.seaweed import Seaweed, running
from fanal.core.tests.installation import Installation

# The commands that it starts go by the true clock.
pytestmark = pytest.mark.clock("2026-12-05T12:00+01:00")

PHRASE = "cinq mots sans aucun rapport"
BEGAN = datetime(2026, 9, 1, tzinfo=UTC)


def night(day: int, *, began: datetime = BEGAN) -> str:
    return backup_name(began, datetime(2026, 12, day, 2, 30, tzinfo=UTC), is_sealed=False)


def test_so_many_stay_and_the_older_ones_go() -> None:
    names = newest_first(iter([night(day) for day in (3, 1, 4, 2)]))
    assert names == [night(4), night(3), night(2), night(1)]
    assert too_old(names, night(4), 2) == [night(2), night(1)]
    assert too_old(names, night(4), 1) == [night(3), night(2), night(1)]


def test_the_one_just_made_stays_when_the_clock_was_wrong() -> None:
    """A machine that believed itself in 2099 left a backup that is newer than all that follow."""
    future = backup_name(BEGAN, datetime(2099, 1, 1, tzinfo=UTC), is_sealed=False)
    names = newest_first(iter([future, night(2), night(1)]))
    assert too_old(names, night(2), 1) == [future, night(1)]


def test_what_is_of_another_installation_or_of_nobody_stays() -> None:
    other = night(1, began=datetime(2026, 9, 2, tzinfo=UTC))
    strange = ["fanal-2026-11-25.tar", "fanal-0badcafe-99999999T999999Z.tar.gz", ".fanal-0badcafe-x", "é.tar"]
    names = newest_first(iter([night(1), other, night(2), *strange]))
    assert names[0] == night(2)
    assert {*names[1:]} == {night(1), other}
    assert too_old(names, night(2), 1) == [night(1)]


@pytest.mark.parametrize("place", ["s3://hote", "ftp://hote/seau", "s3://a:b@[/seau"])
def test_an_address_that_is_none_is_a_sentence(place: str) -> None:
    with pytest.raises(Refused, match="s’écrit s3://"):
        backup_place(place)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A disk that is not mounted leaves an empty place where a folder would fill the disk of the system."""
    with pytest.raises(Refused, match="vérifiez que celui-ci est monté"):
        BackupFolder(tmp_path / "mnt").names()
    assert not (tmp_path / "mnt").exists()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("nightly") / "home")
    made.embedded.start()
    assert made.fanal("migrate").returncode == 0
    school = made.fanal("school", "create", "0590001Z", "--name", "Collège d’essai", "--zone", "B")
    assert school.returncode == 0, school.stderr
    yield made
    made.remove()


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    with running(tmp_path_factory.mktemp("weed")) as server:
        yield server


def test_each_night_in_a_folder(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "autre.tar").write_bytes(b"of somebody else")
    (tmp_path / night(1)).write_bytes(b"of another installation, in the same place")
    for _ in range(2):
        done = installation.fanal("backup", "--to", str(tmp_path), "--keep", "1")
        assert done.returncode == 0, done.stderr
        assert "Relue : elle est entière." in done.stdout
    assert "Plus anciennes, retirées : 1." in done.stdout
    names = BackupFolder(tmp_path).names()
    assert len(names) == 2
    (own,) = set(names) - {night(1)}
    assert (tmp_path / "autre.tar").exists()
    listed = installation.fanal("backups", FANAL_BACKUP_TO=str(tmp_path))
    assert re.findall(r"fanal-\S+", listed.stdout) == names
    whose = installation.fanal("restore", "--latest", "--drill", FANAL_BACKUP_TO=str(tmp_path))
    assert "les sauvegardes de plusieurs installations" in whose.stderr
    drill = installation.fanal("restore", own, "--drill", FANAL_BACKUP_TO=str(tmp_path))
    assert "Exercice réussi" in drill.stdout, drill.stderr
    absent = installation.fanal("restore", night(2), "--from", str(tmp_path))
    assert "« fanal backups » dit celles qui y sont" in absent.stderr
    assert not (installation.home / "backup-work").exists()


def test_each_night_in_a_bucket_it_is_sealed(
    installation: Installation, bucket: Seaweed, tmp_path: Path
) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASE)
    nightly = {"FANAL_BACKUP_TO": bucket.url, "FANAL_PASSPHRASE_FILE": str(phrase)}
    clear = installation.fanal("backup", **nightly)
    assert "part chiffré : ajoutez --sealed" in clear.stderr
    for _ in range(2):
        done = installation.fanal("backup", "--sealed", "--with-secrets", "--keep", "1", **nightly)
        assert done.returncode == 0, done.stderr
    place = backup_place(nightly["FANAL_BACKUP_TO"])
    assert isinstance(place, BackupBucket)
    (name,) = place.names()
    assert name.endswith(".sealed")
    shown = f"{done.stdout}{done.stderr}"
    assert "a-secret-of-the-tests" not in shown
    assert f"{place}/{name}" in shown
    drill = installation.fanal("restore", "--latest", "--drill", **nightly)
    assert "Exercice réussi" in drill.stdout, drill.stderr
    of_files = nightly | {"FANAL_FILES_URL": nightly["FANAL_BACKUP_TO"]}
    refused = installation.fanal("backup", "--sealed", **of_files)
    assert "perdu, il emporterait les sauvegardes" in refused.stderr


def test_what_the_store_changed_is_no_backup(bucket: Seaweed, tmp_path: Path, monkeypatch) -> None:
    place = BackupBucket(replace(bucket.address, bucket="changed"))
    bucket_there, put = Bucket(place.address), Bucket.put
    monkeypatch.setattr(Bucket, "put", lambda self, path, file: put(self, path, file.read_bytes()[:-1]))
    draft = tmp_path / night(3)
    draft.write_bytes(b"a whole backup")
    with pytest.raises(Refused, match="n’est pas celle qui a été écrite"):
        place.bring(draft)
    assert place.names() == []
    put(bucket_there, night(2), b"another")
    assert place.fetch(night(2), tmp_path).read_bytes() == b"another"
    place.remove(night(2))
    place.remove(night(2))


def test_a_stopped_store_is_a_sentence_before_any_work(installation: Installation, tmp_path: Path) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASE)
    gone = "s3+http://a:b@127.0.0.1:9/seau"
    refused = installation.fanal(
        "backup", "--sealed", FANAL_BACKUP_TO=gone, FANAL_PASSPHRASE_FILE=str(phrase)
    )
    assert refused.returncode == 1
    assert "n’existe pas ou refuse la clé" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["backup"], "Dites où sont les sauvegardes"),
        (["backup", "a.tar", "--keep", "3"], "mais pas les deux"),
        (["backup", "--keep", "0", "--to", "."], "un nombre de 1 à 1000"),
        (["backups"], "Dites où sont les sauvegardes"),
        (["restore"], "Dites quelle sauvegarde remettre"),
        (["restore", "--latest"], "Dites où sont les sauvegardes"),
    ],
)
def test_what_was_not_said_is_asked(installation: Installation, command: list[str], sentence: str) -> None:
    done = installation.fanal(*command)
    assert done.returncode != 0
    assert sentence in done.stderr
