"""Fanal on somebody else's PostgreSQL, with the two roles of `docs/operate/install.md` and no other."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fanal.config.tests.elsewhere import Elsewhere
from fanal.core.embedded import Embedded
from fanal.core.embedded.place import make_place
from fanal.core.tests.stranger import RIGHTS, ROLES, Stranger, pooler, stranger

ORDER = (
    "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale FROM pg_database "
    "WHERE datname = current_database()"
)
ASK = """
import django; django.setup()
from django.test import Client
print(Client(SERVER_NAME="localhost").get("/readyz").status_code)
print(Client(SERVER_NAME="localhost").get("/e/0590001Y/").status_code)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Stranger]:
    with stranger() as made:
        yield made


@pytest.fixture(scope="module")
def ready(server: Stranger, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    here = Elsewhere(tmp_path_factory.mktemp("elsewhere") / "home", server)
    before = here.fanal("check")
    assert before.returncode == 1
    assert "La base de données ne répond pas" in before.stdout
    assert "Traceback" not in before.stdout + before.stderr
    server.say(server.url("admin", "postgres"), *ROLES)
    server.say(server.url("fanal_owner"), *RIGHTS)
    server.say(server.url("admin", "postgres"), "REVOKE fanal_journal FROM fanal_owner")
    refused = here.fanal("migrate")
    assert refused.returncode == 1
    assert "GRANT fanal_journal TO fanal_owner;" in refused.stderr
    assert "Traceback" not in refused.stderr
    server.say(server.url("admin", "postgres"), "GRANT fanal_journal TO fanal_owner")
    migrated = here.fanal("migrate")
    assert migrated.returncode == 0, migrated.stderr
    return here


@pytest.fixture(scope="module")
def opened(ready: Elsewhere) -> Elsewhere:
    """With two schools, whichever test comes first."""
    for uai, name in (("0590001Y", "Collège des Dunes"), ("0590002Z", "Collège voisin")):
        done = ready.fanal("school", "create", uai, "--zone", "B", "--name", name)
        assert done.returncode == 0, done.stderr
    return ready


def _serves(here: Elsewhere, **extra: str) -> None:
    process = here.run("-c", ASK, **extra)
    answers = [line for line in process.stdout.splitlines() if line.isdecimal()]
    assert answers == ["200", "302"], process.stdout + process.stderr


def test_it_serves_and_check_finds_nothing_essential_missing(ready: Elsewhere) -> None:
    checked = ready.fanal("check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "séparée des autres par la base elle-même" in checked.stdout
    _serves(ready)


def test_no_file_of_an_embedded_server_is_made(ready: Elsewhere) -> None:
    ready.fanal("check")
    assert not (ready.home / "postgres").exists()
    assert not (ready.home / "embedded-folder").exists()


def test_a_school_is_hidden_without_its_scope(ready: Elsewhere) -> None:
    with psycopg.connect(ready.server.url("fanal_app")) as link:
        assert link.execute("SELECT count(*) FROM core_journalentry").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("CREATE TABLE intruder (id int)")


@pytest.mark.parametrize(
    ("spoil", "mend", "says"),
    [
        ("ALTER ROLE fanal_owner NOBYPASSRLS", "ALTER ROLE fanal_owner BYPASSRLS", "n’a pas BYPASSRLS"),
        ("ALTER ROLE fanal_journal LOGIN", "ALTER ROLE fanal_journal NOLOGIN", "peut être pris par d’autres"),
        ("ALTER ROLE fanal_app BYPASSRLS", "ALTER ROLE fanal_app NOBYPASSRLS", "contourne la séparation"),
    ],
)
def test_check_says_what_a_role_lacks(ready: Elsewhere, spoil: str, mend: str, says: str) -> None:
    admin = ready.server.url("admin", "postgres")
    ready.server.say(admin, spoil)
    try:
        checked = ready.fanal("check")
    finally:
        ready.server.say(admin, mend)
    assert checked.returncode == 1
    assert says in checked.stdout


def test_the_same_role_for_everything_is_refused(ready: Elsewhere) -> None:
    checked = ready.fanal("check", FANAL_DATABASE_URL=ready.server.url("fanal_owner"))
    assert checked.returncode == 1
    assert "Fanal sert avec le rôle fanal_owner : ce doit être fanal_app." in checked.stdout


MIXED = """
import django; django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from fanal.accounts.models import Person, School
from fanal.core.tenancy import scope
one, two = School.objects.order_by("pk")
def look(rank):
    school, other = (one, two) if rank % 2 else (two, one)
    with scope(school):
        seen = set(Person.objects.for_school(school).values_list("school_id", flat=True))
        seen |= set(Person.objects.for_school(other).values_list("school_id", flat=True))
    connection.close()
    return seen == {school.pk}
for school in (one, two):
    with scope(school):
        Person.objects.create(school=school, given_name="A", family_name="B")
with ThreadPoolExecutor(6) as threads:
    assert all(threads.map(look, range(120)))
assert not Person.objects.for_school(one).exists()
print("apart")
"""


def test_behind_a_pooler_in_transaction_mode_no_scope_outlives_its_transaction(opened: Elsewhere) -> None:
    with pooler(opened.server) as before:
        pooled = {"FANAL_DATABASE_URL": before.url("fanal_app"), "FANAL_DATABASE_POOL": "4"}
        _serves(opened, **pooled)
        looked = opened.run("-c", MIXED, **pooled)
    assert "apart" in looked.stdout, looked.stdout + looked.stderr


def test_the_background_work_goes_straight_to_the_server(ready: Elsewhere) -> None:
    """Behind a pooler that is away, the worker still starts: it uses the direct address."""
    direct = ready.server.url("fanal_app")
    code = "from fanal.config.commands.serve import _worker; print(_worker().env['FANAL_DATABASE_URL'])"
    process = ready.run(
        "-c", code, FANAL_DATABASE_URL="postgresql://x@127.0.0.1:1/fanal", FANAL_DATABASE_DIRECT_URL=direct
    )
    assert process.stdout.strip() == direct, process.stderr


@pytest.fixture(scope="module")
def other_server() -> Iterator[Stranger]:
    with stranger() as made:
        made.say(made.url("admin", "postgres"), *ROLES)
        made.say(made.url("fanal_owner"), *RIGHTS)
        yield made


def test_the_embedded_database_moves_to_a_server_by_one_command(
    other_server: Stranger, tmp_path: Path
) -> None:
    """field.md D2-9: above ten schools one's own server is advised; the way there was not."""
    here = Elsewhere(tmp_path / "home", other_server)
    alone = {"FANAL_DATABASE_URL": "", "FANAL_DATABASE_OWNER_URL": ""}
    assert here.fanal("migrate", **alone).returncode == 0
    school = here.fanal("school", "create", "0590001Y", "--zone", "B", "--name", "Collège des Dunes", **alone)
    assert school.returncode == 0, school.stderr
    assert "FANAL_DATABASE_OWNER_URL" in here.fanal("database", "move", **alone).stderr
    published = here.home / "journal-heads" / "2026-12-01.jsonl"
    published.parent.mkdir(exist_ok=True)
    published.write_text("")
    moved = here.fanal("database", "move")
    assert moved.returncode == 0, moved.stderr
    assert "journal vérifié" in moved.stdout
    assert published.exists(), "what was published of this journal is still compared with it"
    _serves(here)
    with psycopg.connect(other_server.url("fanal_owner")) as owner:
        assert owner.execute("SELECT uai FROM accounts_school").fetchall() == [("0590001Y",)]
        assert owner.execute(ORDER).fetchall() == [("UTF8", "b", "C.UTF-8")], "as install.md makes it"
    again = here.fanal("database", "move")
    assert again.returncode == 1
    assert "a déjà 1 établissement(s) : rien n’y est remplacé" in again.stderr
    shutil.rmtree(Embedded(here.home).folder)
    nothing = here.fanal("database", "move")
    assert "rien à déplacer" in nothing.stderr


def test_a_restore_says_which_role_is_missing(opened: Elsewhere, tmp_path: Path) -> None:
    """It ended in a traceback, in the middle of the migrations."""
    tools = str(make_place(tmp_path).binaries) + os.pathsep + os.environ["PATH"]
    file, admin = str(opened.home / "backup.tar"), opened.server.url("admin", "postgres")
    made = opened.fanal("backup", file, PATH=tools)
    assert made.returncode == 0, made.stderr
    opened.server.say(admin, "REVOKE fanal_journal FROM fanal_owner")
    try:
        refused = opened.fanal("restore", file, "--drill", PATH=tools)
    finally:
        opened.server.say(admin, "GRANT fanal_journal TO fanal_owner")
    assert refused.returncode == 1
    assert "GRANT fanal_journal TO fanal_owner;" in refused.stderr
    assert "Traceback" not in refused.stderr
