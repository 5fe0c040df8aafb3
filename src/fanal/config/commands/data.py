"""What changes or examines the data from the command line."""

import argparse
import json
import sys
from datetime import date

def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    migrate = commands.add_parser("migrate", help="mettre la base et les fichiers à jour")
    migrate.set_defaults(run=run_migrate, role="owner")
    story = commands.add_parser("demo-story", help=argparse.SUPPRESS)
    story.set_defaults(run=run_story)
    mark = commands.add_parser("demo-mark", help=argparse.SUPPRESS)
    mark.set_defaults(run=run_mark)
    logins = commands.add_parser("demo-logins", help=argparse.SUPPRESS)
    logins.add_argument("--port", type=int, required=True)
    logins.set_defaults(run=run_logins)


def _setup() -> None:
    import django

    django.setup()


def run_migrate(given: argparse.Namespace) -> int:
    _setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def run_story(given: argparse.Namespace) -> int:
    _setup()
    from fanal.core.story import tell

    tell(date.today())
    return 0


def run_mark(given: argparse.Namespace) -> int:
    _setup()
    from django.db import connection

    from fanal.accounts.models import School
    from fanal.accounts.sign_in import is_demonstration

    if School._meta.db_table not in connection.introspection.table_names():
        return 0
    return 0 if is_demonstration() or not School.objects.exists() else 1


def run_logins(given: argparse.Namespace) -> int:
    _setup()
    from fanal.accounts.story import demonstration_doors

    json.dump(demonstration_doors(f"http://localhost:{given.port}"), sys.stdout)
    return 0
