"""What does a new cluster contain before the first client connects?

Two roles (one that owns the tables, one that serves and can neither change them nor step around row-level
security), the database, and the privileges that make the first one's tables usable by the second. They are
set in template1, so that the databases made by the tests have them too. All of it is written by the
single-user mode of PostgreSQL into a draft folder: an interrupted creation never looks finished.
"""

import os
import shutil
import subprocess
from typing import Any

from fanal.core.embedded.place import ClusterPlace, EmbeddedError

OWNER, APP, ADMIN, DATABASE = "fanal_owner", "fanal_app", "postgres", "fanal"
JOURNAL = "fanal_journal"  # owns the functions that write the journal, and cannot sign in

# What the role that serves may do in a database made by the owner: here, and in one that is restored.
GRANTS = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA public TO {APP}",
    f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP}",
    f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APP}",
    f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT EXECUTE ON FUNCTIONS TO {APP}",
)
FIRST_SQL = (
    f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE BYPASSRLS",
    f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    f"CREATE ROLE {JOURNAL} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    f"GRANT {JOURNAL} TO {OWNER}",
    *GRANTS,
    f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template1",
)
# What a cluster made before a role existed lacks; idempotent.
LATER_SQL = (
    f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{JOURNAL}') THEN "
    f"CREATE ROLE {JOURNAL} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; END IF; "
    f"GRANT {JOURNAL} TO {OWNER}; END $$"
)
LATER_MARK = "roles-2"


def identity(place: ClusterPlace) -> dict[str, Any]:
    """Options of `subprocess` that make a process the server's own: its account, nothing of our environment.

    The working folder is `/` because the account may not be able to read the current one.
    """
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    options: dict[str, Any] = {"cwd": "/", "env": environment, "umask": 0o077, "stdin": subprocess.DEVNULL}
    if place.uid is not None:
        options |= {"user": place.uid, "group": place.gid, "extra_groups": []}
    return options


def make_cluster(place: ClusterPlace, *, fsync: bool) -> None:
    """Create the cluster of `place` unless it exists; about a second."""
    if place.data.exists():
        _require_same_major(place)
        return
    draft = place.folder / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    place.make_folder(draft)
    _run_initdb(place, draft.name, fsync=fsync)
    (draft / "pg_hba.conf").write_text("local all all peer map=fanal\n")
    (draft / "pg_ident.conf").write_text(_identities(place))
    _run_single_user(place, draft.name)
    draft.rename(place.data)


def add_later_roles(place: ClusterPlace, address: str) -> None:
    """Give a running cluster the roles that did not exist when it was made; once."""
    mark = place.folder / LATER_MARK
    if mark.exists():
        return
    _run(
        place, ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--command={LATER_SQL}", address]
    )
    mark.touch(mode=0o600)


def _run_initdb(place: ClusterPlace, name: str, *, fsync: bool) -> None:
    options = [
        "--username=postgres",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--auth-local=peer",
        "--auth-host=reject",
        "--no-instructions",
    ]
    if not fsync:
        options.append("--no-sync")
    _run(place, ["initdb", *options, "--pgdata", str(place.folder / name)])


def _run_single_user(place: ClusterPlace, name: str) -> None:
    command = ["postgres", "--single", "-D", str(place.folder / name), "-c", "exit_on_error=on", "template1"]
    _run(place, command, sql="".join(f"{line}\n" for line in FIRST_SQL))


def _run(place: ClusterPlace, command: list[str], sql: str | None = None) -> None:
    program, *arguments = command
    options = identity(place)
    if sql is not None:
        del options["stdin"]
        options["input"] = sql
    command = [str(place.binaries / program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **options)
    if done.returncode:
        raise EmbeddedError(
            f"La base n’a pas pu être créée dans {place.folder} ({program} : {done.stderr.strip()}). "
            "Vérifiez la place libre et les droits de ce dossier, puis recommencez."
        )


def _identities(place: ClusterPlace) -> str:
    """Accounts of this machine that may connect, and as which roles: ours and root, without password."""
    accounts = dict.fromkeys((place.account, "root"))
    lines = [f"fanal {account} {role}" for account in accounts for role in (ADMIN, OWNER, APP)]
    return "\n".join(lines) + "\n"


def _require_same_major(place: ClusterPlace) -> None:
    theirs = (place.data / "PG_VERSION").read_text().strip()
    version = subprocess.run(
        [place.binaries / "postgres", "-V"], capture_output=True, text=True, check=True, **identity(place)
    )
    ours = version.stdout.split()[-1].split(".")[0]
    if theirs != ours:
        raise EmbeddedError(
            f"La base a été créée par PostgreSQL {theirs} et Fanal apporte maintenant PostgreSQL {ours}. "
            "Restaurez une sauvegarde dans un nouveau FANAL_HOME, ou revenez à la version précédente."
        )
