"""`fanal restore`: the way back from a backup, or all of it but the last step."""

import argparse
import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from fanal.config.commands.backup import (
    NO_PLACE,
    PLACE,
    SECRETS,
    asked_passphrase,
    chosen_place,
    note_done,
    readable_archive,
    working_folder,
)
from fanal.config.commands.data import require_journal_role
from fanal.config.commands.database import data_home, explained_refusals
from fanal.config.commands.database_server import database_server
from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.config.home_lock import occupied
from fanal.config.older import BACKUP_TOO_OLD, is_older
from fanal.config.variables import with_value
from fanal.core.backup import Steps, examine, restore
from fanal.core.backup.places import NAME, BackupPlace, installation_of
from fanal.core.backup.sealed_file import is_sealed
from fanal.core.backup.server import at_database
from fanal.core.embedded import Embedded
from fanal.core.errors import Refused
from fanal.core.operation.facts import Fact


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    back = commands.add_parser("restore", help="remettre Fanal comme il était dans une sauvegarde")
    back.add_argument(
        "file", nargs="?", metavar="FICHIER", help="un fichier, ou un nom que dit « fanal backups »"
    )
    back.add_argument("--latest", action="store_true", help="la plus récente du lieu des sauvegardes")
    back.add_argument("--from", dest="place", metavar="LIEU", help=PLACE)
    back.add_argument("--with-secrets", action="store_true", help=SECRETS)
    back.add_argument("--drill", action="store_true", help="s’exercer : tout faire sauf remplacer la base")
    back.add_argument(
        "--from-elsewhere",
        action="store_true",
        help="prendre une sauvegarde que cette installation n’a pas signée : vous savez d’où elle vient",
    )
    back.set_defaults(run=run_restore)

    tables = commands.add_parser("migrate-as-in")
    tables.set_defaults(run=run_migrate_as_in, role="owner")
    today = commands.add_parser("migrate-tables")
    today.set_defaults(run=run_migrate_tables, role="owner")


def run_restore(given: argparse.Namespace) -> int:
    home = data_home()
    with working_folder(home) as work:
        with explained_refusals():
            file = _chosen_file(given, work)
        return _restore(given, home, file)


def _chosen_file(given: argparse.Namespace, work: Path) -> Path:
    """The file that was named, or that of the place of backups. Raises Refused."""
    if bool(given.file) == given.latest:
        raise Refused("Dites quelle sauvegarde remettre : un fichier, ou --latest pour la plus récente.")
    if given.file and (Path(given.file).exists() or not NAME.fullmatch(given.file)):
        return Path(given.file)
    place = chosen_place(given.place)
    if place is None:
        raise Refused(NO_PLACE)
    names = place.names()
    name = given.file or _latest(names, place)
    if name not in names:
        raise Refused(
            f"Il n’y a pas de sauvegarde {name} dans {place}. « fanal backups » dit celles qui y sont."
        )
    return place.fetch(name, work)


def _latest(names: list[str], place: BackupPlace) -> str:
    if not names:
        raise Refused(f"Il n’y a pas encore de sauvegarde dans {place}.")
    if len({installation_of(name) for name in names}) > 1:
        raise Refused(
            f"Dans {place} sont les sauvegardes de plusieurs installations : donnez le nom de l’une d’elles. "
            "« fanal backups » les dit."
        )
    return names[0]


def _restore(given: argparse.Namespace, home: Path, source: Path) -> int:
    is_needed = given.with_secrets or is_sealed(source)
    phrase = asked_passphrase(twice=False) if is_needed else None
    alone = nullcontext() if given.drill else occupied(home, "web", "worker")
    with readable_archive(source, home, phrase) as file:
        with explained_refusals():
            archive = examine(file)
        with alone, database_server(home) as server:
            restore(
                server,
                home,
                archive,
                STEPS,
                passphrase=phrase if given.with_secrets else None,
                is_drill=given.drill,
                is_from_elsewhere=given.from_elsewhere,
                files_url=read_environment().files_url.get_secret_value(),
            )
            if given.drill:
                note_done(server, home, Fact.DRILL)
    made_at = archive.manifest.made_at
    if given.drill:
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


def run_migrate_as_in(given: argparse.Namespace) -> int:
    """Make the tables as they were after exactly the migrations named on standard input (JSON)."""
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    require_journal_role()
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


STEPS = Steps(_migrate_as_in, _upgrade, _verify)
