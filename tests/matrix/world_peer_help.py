"""The help between colleagues of a school of the matrix: a card, a request with its thread, an hour."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.peer_help.models import (
    OpenHour,
    OpenHourSlot,
    PeerOffer,
    PeerSession,
    ProjectHelp,
    ProjectHelpMessage,
)


def fill_peer_help(school: School, person: Person, canary: str) -> None:
    now = timezone.now()
    PeerOffer.objects.create(school=school, person=person, topics=["pix"], words=canary, since=today())
    row = ProjectHelp.objects.create(
        school=school,
        requester=person,
        helper=person,
        state="taken",
        title=canary,
        text=canary,
        asked_on=today(),
    )
    ProjectHelpMessage.objects.create(
        school=school, project_help=row, author=person, text=canary, written_at=now
    )
    PeerSession.objects.create(school=school, project_help=row, held_on=today())
    hour = OpenHour.objects.create(
        school=school,
        host=person,
        starts_at=now + timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
        place=canary,
        about=canary,
    )
    OpenHourSlot.objects.create(school=school, open_hour=hour, position=0, booked_by=person, about=canary)
