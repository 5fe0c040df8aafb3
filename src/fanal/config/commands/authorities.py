"""`fanal authority …`: the authorities above the schools, and where breakdowns are passed on to them."""

import argparse

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.commands.terminal import print_table
from fanal.config.explained import Explained


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    authority = commands.add_parser("authority", help="les collectivités et leur adresse d’assistance")
    verbs = authority.add_subparsers(dest="verb", required=True, metavar="verbe")
    verbs.add_parser("list", help="les collectivités connues ici").set_defaults(run=run_authorities)
    support = verbs.add_parser("support", help="donner l’adresse où toute la collectivité reçoit les pannes")
    support.add_argument("code", help="code que donne « fanal authority list »")
    support.add_argument("--email", required=True, help="adresse d’assistance ; vide pour la retirer")
    support.add_argument("--phone", default="")
    support.set_defaults(run=run_support)


def run_authorities(given: argparse.Namespace) -> int:
    with ready_django():
        from django.db.models import Count

        from fanal.accounts.models import Authority

        rows = Authority.objects.annotate(schools=Count("school")).order_by("code")
        print_table(
            ("Code", "Nom", "Type", "Établissements", "Assistance", "Téléphone"),
            (
                (
                    row.code,
                    row.name,
                    row.get_kind_display(),
                    row.schools,
                    row.support_email or "–",
                    row.support_phone or "–",
                )
                for row in rows
            ),
        )
    return 0


def run_support(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from fanal.accounts.models import Authority
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.schools.actions.authority import change_support

        authority = Authority.objects.filter(code=given.code).first()
        if authority is None:
            raise Explained(f"Aucune collectivité {given.code} ici : voir « fanal authority list ».")
        authority = change_support(authority, email=given.email, phone=given.phone, by=system(System.SETUP))
        where = authority.support_email or "aucune adresse"
        print(f"{authority.name} : les pannes de ses établissements sans adresse à eux vont à {where}.")
    return 0
