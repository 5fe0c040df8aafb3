"""The whole suite's ground: a real PostgreSQL, one database a worker, served by the role that serves."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent
SOURCE = ROOT / "src"
HOME = Path(os.environ["FANAL_HOME"]).resolve()
IN_USE = pytest.StashKey[TextIO]()

# A busy machine is neither a slow rule nor a bad generator: time is measured by `make bench` alone.
settings.register_profile("fanal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fanal")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole-matrix", action="store_true", help="every role of the isolation matrix, not only three"
    )
    parser.addoption(
        "--whole-crawl", action="store_true", help="every request of the hostile crawl, as every role"
    )
    parser.addoption(
        "--every-screen", action="store_true", help="every page on every screen, where one each is looked at"
    )


def pytest_configure(config: pytest.Config) -> None:
    (HOME / "static").mkdir(parents=True, exist_ok=True)
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        from fanal.core.embedded import Embedded

        config.stash[IN_USE] = lock = (HOME / "server.lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_SH)  # waits while another run stops the server
        Embedded(HOME, fsync=False).start()
        _collect_static()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last run that uses the server stops it."""
    if (lock := config.stash.get(IN_USE, None)) is None:
        return
    from fanal.core.embedded import Embedded

    with lock, suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Embedded(HOME).stop()


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _collect_static() -> None:
    """Gather styles and scripts as in production, only when one of them changed; one run at a time does."""
    with (HOME / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([sys.executable, str(ROOT / "scripts/build_assets.py")], check=True)
        folders = [SOURCE / "fanal/static", SOURCE / "fanal/static_build", *SOURCE.glob("fanal/*/static")]
        made_from = _digest([file for folder in folders for file in folder.rglob("*") if file.is_file()])
        mark = HOME / "static.mark"
        if not mark.exists() or mark.read_text() != made_from:
            _manage({}, "collectstatic", "--noinput", "-v0")
            mark.write_text(made_from)


def _manage(extra: dict[str, str], *command: str) -> None:
    env = os.environ | {"PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "fanal.config.settings"} | extra
    subprocess.run([sys.executable, str(ROOT / "manage.py"), *command], check=True, env=env)


def _fingerprint() -> str:
    walls = ("database/row_security.py", "tenancy.py", "frozen/declaration.py")
    files = [SOURCE / "fanal/core" / wall for wall in walls]
    return _digest(
        [*SOURCE.glob("fanal/*/migrations/*.py"), *files, ROOT / "requirements/base.txt", Path(__file__)]
    )


def _owner(database: str = "fanal"):
    import psycopg

    from fanal.core.embedded import Embedded

    return psycopg.connect(Embedded(HOME).dsn("fanal_owner", database), autocommit=True)


def _make_template(name: str) -> None:
    """Migrate once for all workers and runs, as the owner; the name changes with the migrations."""
    from fanal.core.embedded import Embedded

    with (HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _owner() as owner:
            known = {row[0] for row in owner.execute("SELECT datname FROM pg_database")}
            if name in known:
                return
            for old in known:
                if old.startswith("fanal_template_"):
                    owner.execute(f'DROP DATABASE "{old}"')
            draft = f"{name}_draft"
            owner.execute(f'DROP DATABASE IF EXISTS "{draft}"')
            owner.execute(f'CREATE DATABASE "{draft}"')
            url = Embedded(HOME).dsn("fanal_owner", draft)
            for command in ("migrate", "createcachetable"):
                _manage({"FANAL_DATABASE_ROLE": "owner", "FANAL_DATABASE_OWNER_URL": url}, command, "-v0")
            owner.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def _template() -> str:
    name = f"fanal_template_{_fingerprint()}"
    _make_template(name)
    return name


@pytest.fixture
def sealed_database() -> Iterator[str]:
    """The name of a database as `fanal migrate` leaves it, that nothing was ever written in."""
    from fanal.core.database.removal import drop_database

    template, name = _template(), f"fanal_test_sealed_{os.getpid()}"
    with _owner() as owner:
        owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield name
        drop_database(owner, name)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """One database for this worker, copied from the template, reached as `fanal_app`."""
    from django.db import connection
    from tests.running.emptying import emptied_after_tests

    from fanal.core.embedded import Embedded
    from fanal.core.embedded.cluster import ADMIN
    from fanal.web.context import this_is_a_demonstration

    template = _template()
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"fanal_test_{os.getpid()}_{worker}"
    with _owner() as owner:
        owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    address = Embedded(HOME).dsn(ADMIN, name)
    with django_db_blocker.unblock(), emptied_after_tests(address):
        connection.close()
        connection.settings_dict["NAME"] = name
        this_is_a_demonstration()  # learnt once by a process: before any test counts its queries
        connection.close()
        yield
        connection.close()
    from fanal.core.database.removal import drop_database

    with _owner() as owner:
        drop_database(owner, name)


pytest_plugins = [
    "fanal.core.clock.testing",
    "fanal.core.testing",
    "fanal.accounts.testing",
    "tests.running.floors",
    "tests.running.longest_first",
    "tests.running.parts",
]
