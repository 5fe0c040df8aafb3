"""What changes or examines the data from the command line."""

import argparse
import json
import sys

from fanal.config.commands.database import data_home, explained_refusals, ready_django, uses_embedded
from fanal.config.commands.orphans import where_it_lies
from fanal.config.explained import Explained
from fanal.config.home_lock import occupied, parent_holds
from fanal.config.older import TOO_OLD, is_older_database
from fanal.core.embedded.cluster import JOURNAL


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`migrate`, and what the program asks of itself: commands without help are in no list."""
    migrate = commands.add_parser("migrate", help="mettre la base et les fichiers à jour")
    migrate.set_defaults(run=run_migrate, role="owner")
    files = commands.add_parser("static-files")
    files.set_defaults(run=run_static_files)
    story = commands.add_parser("demo-story")
    story.set_defaults(run=run_story)
    mark = commands.add_parser("demo-mark")
    mark.set_defaults(run=run_mark)
    logins = commands.add_parser("demo-logins")
    logins.add_argument("--port", type=int, required=True)
    logins.set_defaults(run=run_logins)
    code = commands.add_parser("setup-code")
    code.set_defaults(run=run_setup_code)


def _setup() -> None:
    import django

    django.setup()


def run_migrate(given: argparse.Namespace) -> int:
    home = data_home()
    # Started by whoever is about to serve pages: the background work may be another unit's, that runs.
    parts = ("web",) if parent_holds(home, "web") else ("web", "worker")
    says = where_it_lies(home) if uses_embedded() else ""
    with occupied(home, *parts), ready_django(may_create=True), explained_refusals():
        from fanal.core.keys.known_keys import note_new_keys, require_known_keys

        require_known_tables()
        require_journal_role()
        _migrate()
        require_known_keys(home)
        note_new_keys(home)
        _collect_static_files()
    if says:
        print(says)
    return 0


def run_static_files(given: argparse.Namespace) -> int:
    """What pages ask for, where another machine migrates."""
    data_home()
    _setup()
    _collect_static_files()
    return 0


def _collect_static_files() -> None:
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)


def _migrate() -> None:
    from fanal.core.database.migration import MOST_MINUTES, MigratedElsewhere, migrate_tables

    try:
        migrate_tables()
    except MigratedElsewhere:
        raise Explained(
            f"Une autre machine met cette base à jour depuis {MOST_MINUTES} minutes. Rien n’a été touché ici "
            ": attendez qu’elle ait fini, puis recommencez."
        ) from None


def require_known_tables() -> None:
    """Explained, before anything is touched, when the tables are those of an older Fanal."""
    if is_older_database():
        raise Explained(TOO_OLD)


def require_journal_role() -> None:
    """Explained, before anything is touched, when the role that owns the journal's functions is missing."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')", [JOURNAL])
        if cursor.fetchone() is None:
            raise Explained(
                f"Le rôle {JOURNAL} manque dans cette base. Son administrateur le crée par deux lignes :\n"
                f"  CREATE ROLE {JOURNAL} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;\n"
                f"  GRANT {JOURNAL} TO fanal_owner;\n"
                "Puis recommencez. Rien n’a été touché."
            )


def run_story(given: argparse.Namespace) -> int:
    _setup()
    from django.utils import timezone

    from fanal.core.story import tell

    tell(timezone.localdate())
    return 0


def run_mark(given: argparse.Namespace) -> int:
    _setup()
    from django.db import connection

    from fanal.accounts.models import School
    from fanal.accounts.sign_in.demonstration import is_demonstration

    if School._meta.db_table not in connection.introspection.table_names():
        return 0
    return 0 if is_demonstration() or not School.objects.exists() else 1


def run_logins(given: argparse.Namespace) -> int:
    _setup()
    from fanal.web.demonstration import demonstration_doors

    json.dump(demonstration_doors(f"http://localhost:{given.port}"), sys.stdout)
    return 0


def run_setup_code(given: argparse.Namespace) -> int:
    """Print where to open the first school, and the code that proves one reads this terminal."""
    _setup()
    from django.conf import settings

    from fanal.schools.actions.founding import is_empty
    from fanal.schools.reading.setup_code import forget_code, issue_code

    if not is_empty():
        forget_code(settings.FANAL_HOME)
        return 0
    print(
        f"\n  Fanal est prêt, et attend son établissement : {settings.PUBLIC_URL}/installation/\n\n"
        f"  Code à recopier dans cette page : {issue_code(settings.FANAL_HOME)}\n\n"
        "  Il change à chaque démarrage et ne sert plus une fois l’établissement ouvert.\n",
        flush=True,
    )
    return 0
