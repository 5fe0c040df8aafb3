"""`fanal backup` and `fanal restore`: one file that holds everything, and the way back."""

import argparse
import getpass
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from fanal.config.commands.data import require_journal_role
from fanal.config.commands.database import data_home, embedded_running, explained_refusals, uses_embedded
from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.config.home_lock import occupied
from fanal.config.older import BACKUP_TOO_OLD, is_older
from fanal.config.variables import with_value
from fanal.core.backup import DatabaseServer, Steps, examine, make_backup, restore
from fanal.core.backup.sealed_file import is_sealed, unsealed_copy
from fanal.core.backup.server import at_database
from fanal.core.embedded import Embedded, EmbeddedError
from fanal.core.errors import Refused
from fanal.core.operation import last_done

LAST_BACKUP, LAST_DRILL = "last-backup", "last-drill"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    secrets = "avec les clés, sous une phrase de passe (demandée, ou lue dans FANAL_PASSPHRASE_FILE)"
    backup = commands.add_parser("backup", help="sauvegarder la base et les pièces jointes dans un fichier")
    backup.add_argument("file", type=Path, metavar="FICHIER")
    backup.add_argument("--with-secrets", action="store_true", help=secrets)
    backup.add_argument(
        "--sealed", action="store_true", help="tout le fichier chiffré, sous la même phrase de passe"
    )
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser("restore", help="remettre Fanal comme il était dans une sauvegarde")
    restore.add_argument("file", type=Path, metavar="FICHIER")
    restore.add_argument("--with-secrets", action="store_true", help=secrets)
    restore.add_argument("--drill", action="store_true", help="s’exercer : tout faire sauf remplacer la base")
    restore.add_argument(
        "--from-elsewhere",
        action="store_true",
        help="prendre une sauvegarde que cette installation n’a pas signée : vous savez d’où elle vient",
    )
    restore.set_defaults(run=run_restore)

    tables = commands.add_parser("migrate-as-in")
    tables.set_defaults(run=run_migrate_as_in, role="owner")
    today = commands.add_parser("migrate-tables")
    today.set_defaults(run=run_migrate_tables, role="owner")


def run_backup(given: argparse.Namespace) -> int:
    home = data_home()
    is_needed = given.with_secrets or given.sealed
    phrase = _passphrase(twice=True) if is_needed else None
    with _server(home) as server:
        made = make_backup(
            server,
            home,
            given.file.absolute(),
            passphrase=phrase if given.with_secrets else None,
            sealing=phrase if given.sealed else None,
            files_url=read_environment().files_url.get_secret_value(),
        )
    last_done.keep(home / LAST_BACKUP, datetime.now(UTC))
    files = sum(name.startswith("files/") for name in made.members)
    rows = sum(made.tables.values())
    size = given.file.stat().st_size / 1e6
    print(f"Sauvegarde faite : {given.file} ({size:.1f} Mo, {rows} lignes, {files} pièces jointes).")
    if not given.with_secrets:
        print("Les clés n’y sont pas : gardez aussi une sauvegarde faite avec --with-secrets.")
    return 0


def run_restore(given: argparse.Namespace) -> int:
    home = data_home()
    is_needed = given.with_secrets or is_sealed(given.file)
    phrase = _passphrase(twice=False) if is_needed else None
    steps = Steps(_migrate_as_in, _upgrade, _verify)
    alone = nullcontext() if given.drill else occupied(home, "web", "worker")
    with _opened(given.file, home, phrase) as file:
        with explained_refusals():
            archive = examine(file)
        with alone, _server(home) as server:
            restore(
                server,
                home,
                archive,
                steps,
                passphrase=phrase if given.with_secrets else None,
                is_drill=given.drill,
                is_from_elsewhere=given.from_elsewhere,
                files_url=read_environment().files_url.get_secret_value(),
            )
    made_at = archive.manifest.made_at
    if given.drill:
        last_done.keep(home / LAST_DRILL, datetime.now(UTC))
        print(f"Exercice réussi : la sauvegarde du {made_at} se restaure et son journal tient.")
        return 0
    print(f"Fanal est revenu à la sauvegarde du {made_at}. Chacun devra se reconnecter.")
    if archive.has_secrets and not given.with_secrets:
        print("Les clés de la sauvegarde n’ont pas été reprises : il aurait fallu --with-secrets.")
    _accept_keys()
    return 0


def _accept_keys() -> None:
    """The restored rows know the keys of their time: what those of here do not read is said."""
    command = [sys.executable, "-m", "fanal.config.cli", "keys", "accept"]
    subprocess.run(command, check=True, env=os.environ)


@contextmanager
def _opened(file: Path, home: Path, phrase: str | None) -> Iterator[Path]:
    """The archive; a sealed one is opened on the disk of the data for the time needed."""
    if phrase is None or not is_sealed(file):
        yield file
        return
    with ExitStack() as open_files:
        with explained_refusals():
            opened = open_files.enter_context(unsealed_copy(file, phrase, home))
        yield Path(f"/proc/self/fd/{opened.fileno()}")


def run_migrate_as_in(given: argparse.Namespace) -> int:
    """Make the tables as they were after exactly the migrations named on standard input (JSON)."""
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from fanal.core.database.rendered_models import draw_fewer_models

    require_journal_role()
    draw_fewer_models()
    wanted = {(app, name) for app, name in json.load(sys.stdin)}
    if is_older(wanted):
        raise Explained(BACKUP_TOO_OLD)
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    if unknown := sorted(wanted - set(graph.nodes)):
        raise Explained(
            f"Cette sauvegarde vient d’une version plus récente de Fanal ({'.'.join(unknown[0])} est inconnu "
            "ici). Installez cette version, puis recommencez."
        )
    last = [
        node
        for node in wanted
        if not any(child.key in wanted and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]
    executor.migrate(last)
    return 0


def run_migrate_tables(given: argparse.Namespace) -> int:
    """Bring the tables to today, without the files that `fanal migrate` gathers too."""
    import django

    django.setup()
    from fanal.core.database.migration import migrate_tables

    require_journal_role()
    migrate_tables()
    return 0


@contextmanager
def _server(home: Path) -> Iterator[DatabaseServer]:
    """The database as its owner; the embedded one is started for the time needed if it was not running."""
    env = read_environment()
    try:
        if not uses_embedded():
            if not env.database_owner_url:
                raise Refused("Donnez l’adresse du propriétaire de la base dans FANAL_DATABASE_OWNER_URL.")
            yield DatabaseServer(env.database_owner_url, lambda name: Path(shutil.which(name) or name))
        else:
            with embedded_running(home) as embedded:
                yield DatabaseServer(embedded.dsn("fanal_owner"), embedded.tool)
    except (Refused, EmbeddedError) as problem:
        raise Explained(str(problem)) from problem
    except psycopg.Error as problem:
        raise Explained(f"La base de données a refusé : {str(problem).splitlines()[0]}") from problem


def _passphrase(*, twice: bool) -> str:
    if file := read_environment().passphrase_file:
        try:
            return file.read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise Explained(f"FANAL_PASSPHRASE_FILE ne peut pas être lu : {problem.strerror}.") from problem
    if not sys.stdin.isatty():
        raise Explained("Donnez la phrase de passe dans un fichier nommé par FANAL_PASSPHRASE_FILE.")
    typed = getpass.getpass("Phrase de passe : ")
    if twice and typed != getpass.getpass("La même, encore une fois : "):
        raise Explained("Les deux phrases de passe diffèrent : recommencez.")
    return typed


def _run(command: list[str], name: str, url: str, sent: str = "") -> None:
    """One command of our own, for which this address of the database is another. Raises Refused."""
    done = subprocess.run(
        [sys.executable, "-m", "fanal.config.cli", *command],
        input=sent,
        capture_output=True,
        text=True,
        check=False,
        env=with_value(os.environ, name, url),
    )
    if done.returncode:
        raise Refused((done.stderr or done.stdout).strip()[-1500:] or f"{command[0]} a échoué.")


def _migrate_as_in(url: str, migrations: list[list[str]]) -> None:
    _run(["migrate-as-in"], "database_owner_url", url, json.dumps(migrations))


def _upgrade(url: str) -> None:
    _run(["migrate-tables"], "database_owner_url", url)


def _verify(name: str, keys_home: Path) -> None:
    """As `fanal_app`, which sees what pages will see, with the public keys that came with the archive."""
    env = read_environment()
    url = env.database_url or Embedded(env.home.resolve()).dsn("fanal_app")
    _run(
        ["journal", "verify", "--keys", str(keys_home / "journal-keys"), "--without-published-heads"],
        "database_url",
        at_database(url, name),
    )
