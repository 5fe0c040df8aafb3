"""Who stands above the demonstration's schools: a technician with two of them, an adviser, a DPO."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.helpdesk.actions.requests import ask_for_help
from fanal.helpdesk.actions.transmission import transmit_request
from fanal.schools.actions.sharing import appoint_dpo, share_indicators

NEXT_DOOR = (
    ("L’ordinateur de la salle 1 redémarre tout seul", "computer", "blocked", 6),
    ("Plus de Wi-Fi dans le bâtiment depuis l’orage", "network", "annoying", 3),
)


@register(STORY, "overview")
def look_from_above(story: Story) -> None:
    """The head agrees to share; next door, two requests wait for the same département."""
    by = system(System.SETUP)
    with scope(story.school):
        share_indicators(story.school, True, today=story.today, by=by)
        appoint_dpo(story.school, True, today=story.today - timedelta(days=30), by=by)
    neighbour = story.others[0]
    with scope(neighbour):
        share_indicators(neighbour, True, today=story.today, by=by)
        appoint_dpo(neighbour, True, today=story.today, by=by)
        lead = Person.objects.for_school(neighbour).get(email__startswith="neighbour_lead")
        for words in NEXT_DOOR:
            _wait(neighbour, lead, *words)


def _wait(school: School, lead: Person, text: str, kind: str, urgency: str, days: int) -> None:
    actor = actor_of(lead, Role.DIGITAL_LEAD)
    machine = Equipment.objects.for_school(school).order_by("number").first() if kind == "computer" else None
    place = {"room": machine.room if machine else None, "equipment": machine}
    values = {"text": text, "kind": kind, "urgency": urgency, **place}
    now = timezone.now() - timedelta(days=days)
    request = ask_for_help(school, lead, values, now=now, by=actor)
    transmit_request(request, now=now + timedelta(hours=2), by=actor)
