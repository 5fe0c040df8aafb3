"""The first steps of a school, read from its data: nobody ticks anything, and the card leaves at the end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists

from fanal.accounts.models import Membership
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import HOME_FACT, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.models import HelpRequest
from fanal.web.context import this_is_a_demonstration

GUIDED = (Role.HEAD, Role.DIGITAL_LEAD)


@dataclass(frozen=True)
class FirstStep:
    """One thing a school needs before Fanal is of use; `label` and `route` say where it is done, if here."""

    fact: str
    what: str
    detail: str
    label: str = ""
    route: str = ""


@dataclass(frozen=True)
class ShownStep:
    """A first step as the page shows it to one school; `url` is empty when it is done on the server."""

    what: str
    detail: str
    is_done: bool
    label: str
    url: str


STEPS = (
    FirstStep(
        "rooms",
        "Ajouter les salles",
        "Une panne est toujours quelque part.",
        "Ajouter",
        "equipment:room_list",
    ),
    FirstStep("people", "Inviter un collègue", "Par courriel.", "Inviter", "people:person_list"),
    FirstStep(
        "desk",
        "Dire où transmettre les pannes",
        "La collectivité, et l’adresse de son assistance.",
        "Renseigner",
        "settings:desk",
    ),
    FirstStep(
        "equipment",
        "Importer les équipements",
        "Depuis un tableur.",
        "Importer",
        "equipment_import:import_start",
    ),
    FirstStep(
        "request", "Déclarer une demande", "Pour suivre une panne.", "Déclarer", "helpdesk:request_ask"
    ),
    FirstStep("factor", "Protéger votre compte", "Par la double authentification.", "Protéger", "mfa_index"),
    FirstStep("backup", "Faire une sauvegarde", "Sur le serveur : « fanal backup FICHIER »."),
)


def first_steps(member: Member, today: date) -> tuple[ShownStep, ...]:
    """The seven first steps, done or not, in one query."""
    done, uai = _facts(member, today), member.school.uai
    return tuple(
        ShownStep(step.what, step.detail, done[step.fact], step.label, _address(step.route, uai))
        for step in STEPS
    )


def _address(route: str, uai: str) -> str:
    """Pages of the school have a namespace; those of one's own account have none."""
    return address(route, *([uai] if ":" in route else [])) if route else ""


@register(HOME_FACT)
def begun(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """Of every role: the welcome page shows them too."""
    here = member.school.pk
    others = Membership.objects.for_school(here).valid_on(today).filter(user__isnull=False)
    return {
        "has_rooms": Exists(Room.objects.for_school(here)),
        "has_people": Exists(others.exclude(user=user_id)),
        "has_equipment": Exists(Equipment.objects.for_school(here)),
        "has_request": Exists(HelpRequest.objects.for_school(here)),
        "has_factor": Exists(Authenticator.objects.filter(user=user_id)),
    }


def _facts(member: Member, today: date) -> dict[str, bool]:
    school = home_facts(member, today)
    return {
        "rooms": school.has_rooms,
        "people": school.has_people,
        "equipment": school.has_equipment,
        "request": school.has_request,
        "desk": bool(member.school.support_email),
        "factor": school.has_factor,
        "backup": school.backed_up_at is not None,
    }


@register(HOME_CARD, "web.first_steps")
def card(member: Member, today: date) -> Card | None:
    """For the head and the référent, until everything is done; an invented school has no first steps."""
    if not member.has(*GUIDED) or this_is_a_demonstration():
        return None
    steps = first_steps(member, today)
    done = sum(step.is_done for step in steps)
    context = {"steps": steps, "done": done, "count": len(steps)}
    return Card("web/setup/first_steps.html", context) if done < len(steps) else None
