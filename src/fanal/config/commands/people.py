"""`fanal school create` and `confirm`, `fanal user invite` and `reset-proof`: what lets people in."""

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from fanal.config.commands.database import ready_django
from fanal.config.explained import Explained

if TYPE_CHECKING:
    from fanal.accounts.actions import Guest
    from fanal.accounts.members import Actor
    from fanal.accounts.models import School
    from fanal.accounts.roles import Role

KINDS = ["college", "lycee", "lycee_pro", "other"]
BODIES = ["department", "region", "metropolis", "collectivity", "city"]


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    school = commands.add_parser("school", help="ouvrir un établissement, ou confirmer sa collectivité")
    of_school = school.add_subparsers(dest="verb", required=True, metavar="verbe")
    confirm = of_school.add_parser("confirm", help="confirmer de quelle collectivité dépend un établissement")
    confirm.add_argument("uai")
    confirm.add_argument(
        "--authority-kind", choices=BODIES, default="", help="corriger le type de la collectivité"
    )
    confirm.set_defaults(run=run_confirm)
    create = of_school.add_parser("create", help="ouvrir un établissement")
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

    user = commands.add_parser("user", help="inviter quelqu’un, ou lui rendre son accès")
    verbs = user.add_subparsers(dest="verb", required=True, metavar="verbe")
    forget = verbs.add_parser("reset-proof", help="remettre à zéro la double vérification d’une adresse")
    forget.add_argument("email")
    forget.set_defaults(run=run_reset_proof)
    invite = verbs.add_parser("invite", help="inviter une adresse et donner son lien")
    invite.add_argument("email")
    invite.add_argument("--school", required=True, metavar="UAI")
    invite.add_argument(
        "--roles", required=True, help="codes séparés par des virgules : digital_lead,teacher"
    )
    invite.add_argument("--name", default="", help="prénom et nom (sinon tirés de l’adresse)")
    invite.set_defaults(run=run_invite)


def run_create(given: argparse.Namespace) -> int:
    with ready_django():
        from fanal.accounts.actions import NewSchool, create_school
        from fanal.accounts.members import system
        from fanal.accounts.models import Authority, School
        from fanal.accounts.roles import System
        from fanal.accounts.rules.uai import doubt
        from fanal.core.errors import Refused

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
        try:
            school = create_school(new, by=system(System.SETUP))
        except Refused as refusal:
            raise Explained("\n".join(refusal.reasons)) from refusal
        print(f"{school.name} ({school.uai}) est ouvert.")
        if warning := doubt(school.uai):
            print(warning, file=sys.stderr)
    return 0


def run_confirm(given: argparse.Namespace) -> int:
    with ready_django():
        from django.utils import timezone

        from fanal.accounts.actions import confirm_authority
        from fanal.accounts.members import system
        from fanal.accounts.roles import System
        from fanal.core.errors import Refused
        from fanal.core.tenancy import scope

        school = _school(given.uai)
        by = system(System.SETUP)
        try:
            with scope(school):
                school = confirm_authority(school, given.authority_kind, today=timezone.localdate(), by=by)
        except Refused as refusal:
            raise Explained("\n".join(refusal.reasons)) from refusal
        print(f"{school.name} ({school.uai}) dépend de : {school.authority}. Ses techniciens y entrent.")
    return 0


def _school(uai: str) -> "School":
    from fanal.accounts.models import School

    school = School.objects.select_related("authority").filter(uai=uai.upper()).first()
    if school is None:
        raise Explained(f"Aucun établissement {uai} ici : ouvrez-le avec « fanal school create ».")
    return school


def run_invite(given: argparse.Namespace) -> int:
    with ready_django():
        from fanal.core.errors import Refused
        from fanal.core.tenancy import scope

        school = _school(given.school)
        try:
            with scope(school):
                print(_invite(given, school))
        except Refused as refusal:
            raise Explained("\n".join(refusal.reasons)) from refusal
    return 0


def run_reset_proof(given: argparse.Namespace) -> int:
    with ready_django():
        from fanal.accounts.actions import forget_second_proofs
        from fanal.accounts.members import system
        from fanal.accounts.models import User
        from fanal.accounts.roles import System
        from fanal.core.errors import Refused

        user = User.objects.filter(email=given.email.strip().lower()).first()
        if user is None:
            raise Explained(f"Personne ne se connecte ici avec l’adresse {given.email}.")
        try:
            forget_second_proofs(user, by=system(System.SETUP))
        except Refused as refusal:
            raise Explained("\n".join(refusal.reasons)) from refusal
        print(
            f"La double vérification de {user.email} est remise à zéro, et ses connexions sont fermées. "
            "Son mot de passe ouvre la page où en choisir une autre : assurez-vous que c’est bien cette "
            "personne qui le demande."
        )
    return 0


def _invite(given: argparse.Namespace, school: "School") -> str:
    from django.utils import timezone

    from fanal.accounts.actions import Guest, invite_person, joining_address
    from fanal.accounts.members import system
    from fanal.accounts.roles import PARTNERS, System

    roles, guest, by = _roles(given.roles), Guest(given.email, given.name), system(System.SETUP)
    today = timezone.localdate(timezone=school.zone_info)
    if len(roles) == 1 and roles[0] in PARTNERS:
        return _invite_partner(school, guest, roles[0], today=today, by=by)
    invitation = invite_person(school, guest, roles, today=today, now=timezone.now(), by=by)
    if invitation is None:
        return f"{given.email} se connecte déjà ici : ces fonctions lui sont ajoutées."
    return _with_care(joining_address(invitation), invitation.email)


def _invite_partner(school: "School", guest: "Guest", role: "Role", *, today: date, by: "Actor") -> str:
    from django.conf import settings
    from django.urls import reverse

    from fanal.accounts.actions import invite_partner
    from fanal.accounts.tokens import invitation_token

    user = invite_partner(school, guest, role, today=today, by=by)
    if user.has_usable_password():
        return f"{user.email} a déjà un compte : ce nouvel accès y est ajouté."
    return _with_care(settings.PUBLIC_URL + reverse("invitation", args=[invitation_token(user)]), user.email)


def _with_care(link: str, email: str) -> str:
    return f"{link}\nCe lien sert une fois, pendant sept jours. Donnez-le à {email} et à personne d’autre."


def _roles(text: str) -> list["Role"]:
    from fanal.accounts.roles import Role

    codes = [code.strip() for code in text.split(",") if code.strip()]
    if unknown := [code for code in codes if code not in Role.values]:
        raise Explained(f"Rôle inconnu : {', '.join(unknown)}. Les rôles sont : {', '.join(Role.values)}.")
    return [Role(code) for code in codes]
