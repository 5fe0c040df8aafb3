"""`fanal school …`: which schools are open here, and what becomes of them."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.commands.school_erasure import add_erase
from fanal.config.commands.school_table import run_open
from fanal.config.commands.terminal import day_of, new_private_file, print_table, school_of

KINDS = ["college", "lycee", "lycee_pro", "other"]
BODIES = ["department", "region", "metropolis", "collectivity", "city"]


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    school = commands.add_parser(
        "school", help="ouvrir, lister, emporter, fermer, effacer des établissements"
    )
    verbs = school.add_subparsers(dest="verb", required=True, metavar="verbe")
    _add_create(verbs)
    confirm = verbs.add_parser("confirm", help="confirmer de quelle collectivité dépend un établissement")
    confirm.add_argument("uai")
    confirm.add_argument(
        "--authority-kind", choices=BODIES, default="", help="corriger le type de la collectivité"
    )
    confirm.set_defaults(run=run_confirm)
    table = verbs.add_parser("open", help="ouvrir plusieurs établissements depuis un tableau")
    table.add_argument("file", type=Path, metavar="TABLEAU", help="CSV, XLSX ou ODS")
    table.add_argument("--apply", action="store_true", help="ouvrir ; sans elle, rien n’est écrit")
    table.add_argument("--links", type=Path, metavar="FICHIER", help="où écrire les liens d’invitation (CSV)")
    table.set_defaults(run=run_open)
    verbs.add_parser("list", help="les établissements ouverts ici").set_defaults(run=run_list)
    export = verbs.add_parser("export", help="emporter toutes les données d’un établissement, en tableaux")
    export.add_argument("uai")
    export.add_argument(
        "file", type=Path, metavar="FICHIER", help="archive ZIP à écrire ; elle ne doit pas exister"
    )
    export.set_defaults(run=run_export)
    close = verbs.add_parser("close", help="fermer un établissement : plus personne n’y entre")
    close.add_argument("uai")
    close.add_argument(
        "--on", type=day_of, metavar="AAAA-MM-JJ", help="dernier jour (par défaut aujourd’hui)"
    )
    close.set_defaults(run=run_close)
    reopen = verbs.add_parser("reopen", help="rouvrir un établissement fermé")
    reopen.add_argument("uai")
    reopen.set_defaults(run=run_reopen)
    add_erase(verbs)


def _add_create(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    create = verbs.add_parser("create", help="ouvrir un établissement")
    create.add_argument("uai", help="numéro UAI : sept chiffres et une lettre")
    create.add_argument("--name", required=True, help="nom de l’établissement")
    create.add_argument("--kind", choices=KINDS, default="college")
    create.add_argument("--status", choices=["public", "private"], default="public")
    create.add_argument("--zone", choices=["A", "B", "C", "-"], required=True, help="zone de vacances")
    create.add_argument("--authority", default="", help="nom de la collectivité (Département, Région…)")
    create.add_argument("--authority-kind", choices=BODIES, help="par défaut selon le type d’établissement")
    create.add_argument("--academy", default="", help="nom de l’académie")
    create.add_argument("--city", default="", help="commune")
    create.set_defaults(run=run_create)


def run_create(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from fanal.accounts.models import Authority, School
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.accounts.rules.places import NEW_CALEDONIA, NOT_COVERED
        from fanal.accounts.rules.uai import department, doubt
        from fanal.schools.actions.school import NewSchool, create_school

        new = NewSchool(
            uai=given.uai,
            name=given.name,
            kind=School.Kind(given.kind),
            status=School.Status(given.status),
            zone=School.Zone(given.zone),
            authority=given.authority,
            authority_kind=Authority.Kind(given.authority_kind) if given.authority_kind else None,
            academy=given.academy,
            city=given.city,
        )
        school = create_school(new, by=system(System.SETUP))
        print(f"{school.name} ({school.uai}) est ouvert.")
        warnings = [doubt(school.uai), NOT_COVERED if department(school.uai) in NEW_CALEDONIA else ""]
        print(*filter(None, warnings), sep="\n", end="\n" if any(warnings) else "", file=sys.stderr)
    return 0


def run_confirm(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.core.tenancy import scope
        from fanal.schools.actions.authority import confirm_authority

        school, by = school_of(given.uai), system(System.SETUP)
        with scope(school):
            school = confirm_authority(school, given.authority_kind, today=timezone.localdate(), by=by)
        print(f"{school.name} ({school.uai}) dépend de : {school.authority}. Ses techniciens y entrent.")
    return 0


def run_list(given: argparse.Namespace) -> int:
    with ready_django():
        from fanal.accounts.models import Membership, School
        from fanal.core.tenancy import scope

        def rows() -> Iterator[tuple[object, ...]]:
            for school in School.objects.select_related("authority", "academy").order_by("uai"):
                with scope(school):
                    signed = Membership.objects.for_school(school).filter(user__isnull=False)
                    people = signed.values("user").distinct().count()
                state = f"jusqu’au {school.open_until:%d/%m/%Y}" if school.open_until else "ouvert"
                yield (
                    school.uai,
                    school.name,
                    school.city or "–",
                    school.authority or "–",
                    school.academy or "–",
                    people,
                    state,
                )

        headers = ("UAI", "Nom", "Commune", "Collectivité", "Académie", "Comptes", "État")
        print_table(headers, rows())
    return 0


def run_export(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.core.tenancy import scope
        from fanal.schools.actions.school import export_school

        school = school_of(given.uai)
        os.close(new_private_file(given.file))
        with scope(school):
            written = export_school(school, given.file, by=system(System.SETUP))
        print(f"{given.file} : {written.rows} lignes, {written.files} pièces jointes de {school.name}.")
        print("Ce fichier contient des données personnelles : lui seul sort, rien n’est effacé ici.")
    return 0


def run_close(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.core.tenancy import scope
        from fanal.schools.actions.school import close_school

        school = school_of(given.uai)
        today = timezone.localdate(timezone=school.zone_info)
        last_day = given.on or today
        with scope(school):
            close_school(school, last_day, today=today, by=system(System.SETUP))
        print(
            f"{school.name} ({school.uai}) est fermé à la fin du {last_day:%d/%m/%Y} : plus personne n’y "
            "entrera, rien n’en partira. Ses données restent, et s’effacent à leurs délais. "
            f"Pour les emporter : « fanal school export {school.uai} FICHIER »."
        )
    return 0


def run_reopen(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.core.mail.outbox import held_by_closing
        from fanal.core.tenancy import scope
        from fanal.schools.actions.school import reopen_school

        school = school_of(given.uai)
        with scope(school):
            reopen_school(school, by=system(System.SETUP))
            held = held_by_closing(school.pk).count()
        print(f"{school.name} ({school.uai}) est rouvert, comme il était. Ses courriels récents partent.")
        if held:
            print(
                f"Courriels de plus de sept jours, encore retenus : {held}. L’équipe peut les envoyer depuis "
                "« Courriels sortants »."
            )
    return 0
