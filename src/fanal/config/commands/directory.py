"""`fanal directory import`: the export of an académie or an authority, for every school that it describes."""

import argparse
import sys
from pathlib import Path

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.explained import Explained


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    directory = commands.add_parser(
        "directory", help="importer élèves et personnels de plusieurs établissements"
    )
    verb = directory.add_subparsers(dest="verb", required=True, metavar="verbe").add_parser(
        "import", help="lire un export de l’annuaire académique et l’appliquer partout"
    )
    verb.add_argument("files", nargs="+", type=Path, metavar="FICHIER")
    verb.set_defaults(run=run_import)


def run_import(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.people_files.actions.everywhere import import_everywhere

        if missing := [str(path) for path in given.files if not path.is_file()]:
            raise Explained(f"Ce fichier n’existe pas : {missing[0]}")
        brought = import_everywhere(
            sorted(given.files), today=timezone.localdate(), now=timezone.now(), by=system(System.SETUP)
        )
        for summary in brought:
            if summary.imported is not None and not summary.waits:
                made = summary.imported
                print(
                    f"{summary.uai} : {made.read} fiches, {made.created} arrivées, {made.changed} "
                    f"modifications, {made.gone} départs, {made.refused} à corriger"
                )
            else:
                print(f"{summary.uai} : rien n’est écrit. {summary.waits}", file=sys.stderr)
        if all(summary.school is None for summary in brought):
            raise Explained("Aucun établissement de ces fichiers n’est ouvert ici : « fanal school create ».")
    return 0
