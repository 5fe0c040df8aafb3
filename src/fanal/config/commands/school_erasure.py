"""`fanal school erase UAI`: says what would go and gives a code; with that code, erases it for good."""

import argparse
from typing import TYPE_CHECKING

from fanal.config.commands.database import data_home, explained_refusals, ready_django
from fanal.config.commands.terminal import print_table, school_of

if TYPE_CHECKING:
    from fanal.core.school_data.erasure import SchoolTraces

BACKUPS = (
    "Les sauvegardes faites avant le gardent encore, et une restauration le ramènerait : supprimez-les à la "
    "fin de leur durée, ou refaites l’effacement après une restauration (« fanal check » le rappelle)."
)
KEPT_ELSEWHERE = (
    "Restent, parce qu’ils ne sont pas à lui : la collectivité, l’académie et leurs partenaires ; les "
    "archives que vous avez écrites par « fanal school export » ; les courriels déjà partis."
)


def add_erase(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    erase = verbs.add_parser("erase", help="effacer un établissement fermé, en deux temps, sans retour")
    erase.add_argument("uai")
    erase.add_argument("--code", default="", help="le code que donne la même commande lancée sans lui")
    erase.add_argument(
        "--archives",
        default="",
        metavar="MOTS",
        help="visa des archives départementales, ou ce qui dit que rien n’est à garder (secteur public)",
    )
    erase.set_defaults(run=run_erase, role="owner")


def run_erase(given: argparse.Namespace) -> int:
    home = data_home()
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.schools.actions.erasure import announce_erasure, erase_school
        from fanal.schools.rules.erasure import CODE_DAYS

        school, by = school_of(given.uai), system(System.SETUP)
        name, today = f"{school.name} ({school.uai})", timezone.localdate(timezone=school.zone_info)
        if given.code:
            gone = erase_school(school, given.code, given.archives, today=today, by=by)
            _print(gone)
            print(f"{name} est effacé de {home}. {BACKUPS}\n{KEPT_ELSEWHERE}")
            return 0
        traces, code = announce_erasure(school, today=today, by=by)
        _print(traces)
        print(
            f"Rien n’est encore effacé. Tout cela partira, sans retour. Emportez-le d’abord : « fanal school "
            f"export {school.uai} FICHIER ».\n{BACKUPS}\n{KEPT_ELSEWHERE}\n"
            f"Pour effacer, dans les {CODE_DAYS} jours : « fanal school erase {school.uai} --code {code} "
            '--archives "visa du …, n° …" ».'
        )
    return 0


def _print(traces: "SchoolTraces") -> None:
    rows = [*traces.rows.items(), ("travaux de fond", traces.jobs), ("fichiers", traces.files)]
    print_table(("Table", "Lignes"), rows)
