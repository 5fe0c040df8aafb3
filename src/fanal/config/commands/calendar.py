"""`fanal calendar import`: the ministry's public calendar of holidays, for every school here."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.explained import Explained

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fanal.schools.actions.calendar_import import PlannedPeriod


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    calendar = commands.add_parser("calendar", help="charger les vacances scolaires officielles")
    verb = calendar.add_subparsers(dest="verb", required=True, metavar="verbe").add_parser(
        "import", help="lire « fr-en-calendrier-scolaire » (CSV, JSON ou .ics) pour tous les établissements"
    )
    verb.add_argument("file", type=Path, metavar="FICHIER")
    verb.add_argument("--preview", action="store_true", help="dire ce qui changerait, sans rien écrire")
    verb.set_defaults(run=run_import)


def run_import(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.schools.actions.calendar_import import import_everywhere
        from fanal.schools.formats.calendar_file import read_calendar

        if not given.file.is_file():
            raise Explained(f"Ce fichier n’existe pas : {given.file}")
        done = import_everywhere(
            read_calendar(given.file, given.file.name),
            is_preview=given.preview,
            today=timezone.localdate(),
            by=system(System.SETUP),
        )
        for zone, periods in done.zones.items():
            _print(f"Zone {zone}", periods)
        for school, periods in done.schools.items():
            _print(school.uai, periods)
        print(*done.refused, sep="\n", end="\n" if done.refused else "", file=sys.stderr)
        if given.preview:
            print("Aperçu : rien n’est écrit.")
    return 0


def _print(where: str, periods: "Iterable[PlannedPeriod]") -> None:
    for row in periods:
        days = f"{row.period.first_day:%d/%m/%Y} → {row.period.back_on:%d/%m/%Y}"
        print(f"{where} : {row.period.name} {row.period.school_year}, {days} ({row.effect.label.lower()})")
    if not periods:
        print(f"{where} : ce fichier n’en dit rien pour cette année ni pour la suivante.")
