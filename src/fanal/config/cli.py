"""The `fanal` command: what whoever installs and keeps Fanal types.

Each process speaks to the database as one role for its whole life: `fanal_owner` to migrate, back up and
restore, `fanal_app` for everything else.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from typing import Any

from fanal.config.commands import serve
from fanal.config.environment import read_environment
from fanal.config.explained import Explained
from fanal.config.french_help import speak_french
from fanal.config.secrets import use_chosen_keys
from fanal.config.variables import BadSettings

Run = Callable[[argparse.Namespace], int]
STAY = frozenset({"serve", "demo"})
# In the order of the help: the installation, its schools and people, what comes from files, what goes wrong.
FAMILIES = (
    "data",
    "check",
    "schools",
    "authorities",
    "people",
    "calendar",
    "directory",
    "mail",
    "journal",
    "incident",
    "backup",
    "restore",
    "database_move",
    "keys",
    "files",
    "orphans",
    "install",
)


def _families(arguments: list[str]) -> Iterator[Any]:
    """The modules that hold the commands. The process that stays all day loads only what it needs."""
    yield serve
    if not STAY.intersection(arguments[:1]):
        for name in FAMILIES:
            yield import_module(f"fanal.config.commands.{name}")


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    speak_french()
    parser = argparse.ArgumentParser(prog="fanal", description="Le quotidien du référent numérique.")
    parser.add_argument("--version", action="version", version=f"fanal {version('fanal')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="commande")
    for family in _families(arguments):
        family.add_commands(commands)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code is 0 only when all went well."""
    arguments = sys.argv[1:] if arguments is None else arguments
    given = _parser(arguments).parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.config.settings")
    if role := getattr(given, "role", None):
        os.environ["FANAL_DATABASE_ROLE"] = role
    run: Run = given.run
    try:
        use_chosen_keys(read_environment())
        return run(given)
    except KeyboardInterrupt:
        return 130
    except (BadSettings, Explained) as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
