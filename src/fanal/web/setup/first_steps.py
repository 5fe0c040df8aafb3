"""The first steps of a school, read from its data: nobody ticks anything, and the card leaves at the end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists
from django.urls import reverse

from fanal.accounts.members import Member
from fanal.accounts.models import Membership, School
from fanal.accounts.roles import Role
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, offer
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.models import HelpRequest
from fanal.web.context import this_is_a_demonstration

LAST_BACKUP = "last-backup"  # written by `fanal backup` in the home


@dataclass(frozen=True)
class FirstStep:
    """One thing a school needs before Fanal is of use; `label` and `route` say where it is done, if here."""

    fact: str
    what: str
    detail: str
    label: str = ""
    route: str = ""


STEPS = (
    FirstStep(
        "rooms",
        "Ajouter les salles",
        "Une panne est toujours quelque part.",
        "Ajouter",
        "equipment:room_list",
    ),
    FirstStep("people", "Inviter un collègue", "Sur le serveur : « fanal user invite » donne son lien."),
    FirstStep(
        "equipment", "Importer les équipements", "Depuis un tableur.", "Importer", "equipment:import_start"
    ),
    FirstStep(
        "request", "Déclarer une demande", "Pour suivre une panne.", "Déclarer", "helpdesk:request_ask"
    ),
    FirstStep("factor", "Protéger votre compte", "Par une seconde preuve.", "Protéger", "mfa_index"),
    FirstStep("backup", "Faire une sauvegarde", "Sur le serveur : « fanal backup FICHIER »."),
)


def first_steps(member: Member, today: date) -> list[dict[str, Any]]:
    """The six first steps, done or not, in one query."""
    done, uai = _facts(member, today), member.school.uai
    return [
        {
            "what": step.what,
            "detail": step.detail,
            "is_done": done[step.fact],
            "label": step.label,
            "url": _address(step.route, uai),
        }
        for step in STEPS
    ]


def _address(route: str, uai: str) -> str:
    """Pages of the school have a namespace; those of one's own account have none."""
    return reverse(route, args=[uai] if ":" in route else []) if route else ""


def _facts(member: Member, today: date) -> dict[str, bool]:
    here = member.school.pk
    others = Membership.objects.for_school(here).valid_on(today).filter(user__isnull=False)
    rows = School.objects.filter(pk=here).values_list(
        Exists(Room.objects.for_school(here)),
        Exists(others.exclude(user=member.user_id)),
        Exists(Equipment.objects.for_school(here)),
        Exists(HelpRequest.objects.for_school(here)),
        Exists(Authenticator.objects.filter(user=member.user_id)),
    )
    names = ("rooms", "people", "equipment", "request", "factor")
    facts = dict(zip(names, rows.get(), strict=True))
    return facts | {"backup": (settings.FANAL_HOME / LAST_BACKUP).exists()}


@offer(HOME_CARD, 30)
def card(member: Member, today: date) -> Card | None:
    """For the head and the référent, until everything is done; an invented school has no first steps."""
    if not member.has(Role.HEAD, Role.DIGITAL_LEAD) or this_is_a_demonstration():
        return None
    steps = first_steps(member, today)
    done = sum(step["is_done"] for step in steps)
    shown: dict[str, Any] = {"steps": steps, "done": done, "count": len(steps)}
    return Card("web/setup/first_steps.html", shown, is_wide=True) if done < len(steps) else None
