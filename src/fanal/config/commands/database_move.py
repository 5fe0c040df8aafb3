"""`fanal database move`: from the database that Fanal brings along to a PostgreSQL server of one's own."""

import argparse
from pathlib import Path

from fanal.config.commands.backup import working_folder
from fanal.config.commands.database import data_home, embedded_running, uses_embedded
from fanal.config.commands.database_server import explained_database
from fanal.config.commands.restore import STEPS
from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.config.home_lock import occupied
from fanal.core.backup import DatabaseServer, examine, make_backup, restore
from fanal.core.embedded import Embedded
from fanal.core.errors import Refused

NO_ADDRESS = (
    "Dites d’abord où aller : FANAL_DATABASE_URL et FANAL_DATABASE_OWNER_URL, comme le dit "
    "docs/operate/install.md (« An external PostgreSQL »)."
)
SCHOOLS = "SELECT count(*) FROM accounts_school"
HAS_SCHOOLS = "SELECT to_regclass('public.accounts_school') IS NOT NULL"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    database = commands.add_parser("database", help="passer de la base fournie à un serveur à vous")
    verbs = database.add_subparsers(dest="verb", required=True, metavar="action")
    move = verbs.add_parser("move", help="tout copier vers le serveur de FANAL_DATABASE_URL, et vérifier")
    move.set_defaults(run=run_move)


def run_move(given: argparse.Namespace) -> int:
    if uses_embedded():
        raise Explained(NO_ADDRESS)
    home = data_home()
    here = Embedded(home)
    if not here.place.data.exists():
        raise Explained(f"Il n’y a pas de base fournie dans {home} : rien à déplacer.")
    env = read_environment()
    there = DatabaseServer(env.database_owner_url, here.tool)  # the tools that wrote the copy read it
    with explained_database(), occupied(home), working_folder(home) as work:
        _require_empty(there)
        copy = work / "move.tar"
        files_url = env.files_url.get_secret_value()
        with embedded_running(home):
            source = DatabaseServer(here.dsn("fanal_owner"), here.tool)
            manifest = make_backup(source, home, copy, passphrase=None, files_url=files_url)
        restore(
            there,
            home,
            examine(copy),
            STEPS,
            passphrase=None,
            is_drill=False,
            files_url=files_url,
            is_of_now=True,
        )
    _say(here.folder, sum(manifest.tables.values()))
    return 0


def _require_empty(there: DatabaseServer) -> None:
    """Raises Refused: a school that is there would go."""
    with there.connect() as database:
        row = database.execute(HAS_SCHOOLS).fetchone()
        if row is None or not row[0]:
            return
        counted = database.execute(SCHOOLS).fetchone()
    if counted and counted[0]:
        raise Refused(
            f"Ce serveur a déjà {counted[0]} établissement(s) : rien n’y est remplacé. Donnez une base vide."
        )


def _say(folder: Path, rows: int) -> None:
    print(f"La base est sur votre serveur : {rows} lignes copiées, journal vérifié. Chacun se reconnectera.")
    print(
        "Gardez ces deux adresses dans vos réglages et relancez Fanal. L’ancienne base est restée dans "
        f"{folder} : effacez-la quand tout va bien."
    )
