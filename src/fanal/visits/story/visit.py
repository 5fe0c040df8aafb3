"""A technician's passage in the demonstration: announced for the next working day, morning."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.helpdesk.actions.requests import ask_for_help
from fanal.helpdesk.actions.transmission import transmit_request
from fanal.visits.actions.visit import plan_visit
from fanal.visits.rules.visit import Half
from fanal.year.rules.delays import OFFICE_DAYS, next_working_day

LAMP = "Lampe du vidéoprojecteur à changer\nL’image est devenue très sombre, on ne lit plus depuis le fond."


@register(STORY, "visits")
def announce_passage(story: Story) -> None:
    """The bursar asked, the référent sent it on, the authority answered by telephone with a day."""
    lead, asker = story.people["digital_lead"], story.people["teacher"]
    by = actor_of(lead, Role.DIGITAL_LEAD)
    room = story.rooms["Salle 203"]
    with scope(story.school):
        machine = next(m for m in story.equipment if m.room_id == room.pk and m.type.kind == "projector")
        asked_at = timezone.now() - timedelta(days=4)
        values = {"text": LAMP, "kind": "projector", "room": room, "equipment": machine}
        request = ask_for_help(story.school, asker, values, now=asked_at, by=by)
        transmit_request(request, now=asked_at + timedelta(hours=3), by=by)
        day = next_working_day(story.today + timedelta(days=1), OFFICE_DAYS)
        plan = {"day": day, "half": Half.MORNING, "contact": "Loge, M. Petit, dès 8 h"}
        plan_visit(story.school, [request.number], plan, now=timezone.now(), by=by)
