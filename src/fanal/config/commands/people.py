"""`fanal user …`: who signs in here, what lets somebody in and what ends it."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.commands.terminal import day_of, print_table, school_of
from fanal.config.explained import Explained

if TYPE_CHECKING:
    from fanal.accounts.models import School, User
    from fanal.accounts.models.member import Actor
    from fanal.accounts.models.roles import Role
    from fanal.people.actions.invitations import Guest


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    user = commands.add_parser("user", help="lister les accès, inviter, fermer ou rendre un accès")
    verbs = user.add_subparsers(dest="verb", required=True, metavar="verbe")
    forget = verbs.add_parser("reset-proof", help="remettre à zéro la double authentification d’une adresse")
    forget.add_argument("email")
    forget.set_defaults(run=run_reset_proof)
    listed = verbs.add_parser("list", help="qui se connecte ici, où et comme quoi")
    listed.add_argument("--school", default="", metavar="UAI", help="cet établissement seulement")
    listed.set_defaults(run=run_list)
    end = verbs.add_parser("end", help="fermer l’accès d’une adresse, partout et tout de suite")
    end.add_argument("email")
    end.set_defaults(run=run_end)
    reopen = verbs.add_parser("reopen", help="rouvrir un accès fermé")
    reopen.add_argument("email")
    reopen.set_defaults(run=run_reopen)
    invite = verbs.add_parser("invite", help="inviter une adresse et donner son lien")
    invite.add_argument("email")
    invite.add_argument("--school", required=True, metavar="UAI")
    invite.add_argument(
        "--roles", required=True, help="codes séparés par des virgules : digital_lead,teacher"
    )
    invite.add_argument(
        "--until",
        type=day_of,
        metavar="AAAA-MM-JJ",
        help="dernier jour de l’accès d’un partenaire",
    )
    invite.add_argument("--name", default="", help="prénom et nom (sinon tirés de l’adresse)")
    invite.set_defaults(run=run_invite)


def run_invite(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.models import User
        from fanal.core.tenancy import scope

        school = school_of(given.school)
        if not school.is_open_on(timezone.localdate(timezone=school.zone_info)):
            raise Explained(f"{school.name} est fermé : « fanal school reopen {school.uai} » d’abord.")
        if User.objects.filter(email=given.email.strip().lower(), is_active=False).exists():
            raise Explained(
                f"L’accès de {given.email} est fermé : « fanal user reopen {given.email} » d’abord."
            )
        with scope(school):
            print(_invite(given, school))
    return 0


def _user(email: str) -> "User":
    from fanal.accounts.models import User

    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise Explained(f"Personne ne se connecte ici avec l’adresse {email}.")
    return user


def run_list(given: argparse.Namespace) -> int:
    with ready_django():
        from django.utils import timezone

        from fanal.accounts.reading.access_list import accesses

        today = timezone.localdate()
        school = school_of(given.school) if given.school else None
        headers = (
            "Adresse",
            "Où",
            "Fonctions",
            "Jusqu’au",
            "Double authentification",
            "Dernière connexion",
            "Accès",
        )
        print_table(headers, accesses(today, school))
    return 0


def run_end(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.actions.account import end_access
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System

        user = end_access(_user(given.email), now=timezone.now(), by=system(System.SETUP))
        print(
            f"L’accès de {user.email} est fermé : ses connexions et ses jetons ne valent plus rien, et ce "
            "qu’il voyait au nom d’une collectivité ou d’une académie est terminé. Ses fonctions dans un "
            "établissement restent inscrites : la direction y note son départ."
        )
    return 0


def run_reopen(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from fanal.accounts.actions.account import reopen_access
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System

        user = reopen_access(_user(given.email), by=system(System.SETUP))
        print(
            f"L’accès de {user.email} est rouvert : son mot de passe ouvre de nouveau ce que donnent ses "
            "fonctions."
        )
    return 0


def run_reset_proof(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from fanal.accounts.actions.account import forget_second_proofs
        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System

        user = _user(given.email)
        forget_second_proofs(user, by=system(System.SETUP))
        print(
            f"La double authentification de {user.email} est remise à zéro, et ses connexions sont fermées. "
            "Son mot de passe ouvre la page où en choisir une autre : assurez-vous que c’est bien cette "
            "personne qui le demande."
        )
    return 0


def _invite(given: argparse.Namespace, school: "School") -> str:
    from django.utils import timezone

    from fanal.accounts.models.member import system
    from fanal.accounts.models.roles import PARTNERS, System
    from fanal.people.actions.invitations import Guest, invite_person
    from fanal.people.actions.joining import joining_address

    roles, guest, by = _roles(given.roles), Guest(given.email, given.name), system(System.SETUP)
    today = timezone.localdate(timezone=school.zone_info)
    if len(roles) == 1 and roles[0] in PARTNERS:
        return _invite_partner(school, guest, roles[0], until=given.until, today=today, by=by)
    if given.until:
        raise Explained(
            "--until ne vaut que pour un partenaire : les autres dates se règlent dans « Personnes »."
        )
    invitation = invite_person(school, guest, roles, today=today, now=timezone.now(), by=by)
    if invitation is None:
        return f"{given.email} se connecte déjà ici : ces fonctions lui sont ajoutées."
    return _with_care(joining_address(invitation), invitation.email)


def _invite_partner(
    school: "School", guest: "Guest", role: "Role", *, until: date | None, today: date, by: "Actor"
) -> str:
    from django.conf import settings
    from django.urls import reverse

    from fanal.accounts.models.partner import is_open_to
    from fanal.accounts.models.roles import Role
    from fanal.people.actions.invitations import invite_partner
    from fanal.people.reading.invitation_link import invitation_token

    user = invite_partner(school, guest, role, until=until, today=today, by=by)
    if role == Role.TECHNICIAN and not is_open_to(school, user.pk, today):
        return (
            f"{user.email} est inscrit, mais cet établissement a arrêté son accès : rouvrez-le dans "
            "« Partenaires »."
        )
    if user.has_usable_password():
        return f"{user.email} a déjà un compte : ce nouvel accès y est ajouté."
    return _with_care(settings.PUBLIC_URL + reverse("invitation", args=[invitation_token(user)]), user.email)


def _with_care(link: str, email: str) -> str:
    return f"{link}\nCe lien sert une fois, pendant sept jours. Donnez-le à {email} et à personne d’autre."


def _roles(text: str) -> list["Role"]:
    from fanal.accounts.models.roles import Role

    codes = [code.strip() for code in text.split(",") if code.strip()]
    if unknown := [code for code in codes if code not in Role.values]:
        raise Explained(f"Rôle inconnu : {', '.join(unknown)}. Les rôles sont : {', '.join(Role.values)}.")
    return [Role(code) for code in codes]
