"""The commission of a school of the matrix: members, an approved meeting, a dialogue file."""

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.commission.models import (
    AgendaItem,
    CommissionMember,
    DialogueFile,
    Meeting,
    MeetingDecision,
    MeetingPresence,
    MinutesCorrection,
)
from fanal.commission.reading.paper import PRESENCES, paper, section
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number


def fill_commission(school: School, person: Person, canary: str) -> None:
    """Each bears the word of the school; the minutes are approved by this person, who says them all."""
    now, member = timezone.now(), {"school": school, "starts_on": today(), "quality": canary}
    sits = CommissionMember.objects.create(person=person, **member)
    CommissionMember.objects.create(name=canary, email="", ends_on=today(), **member)
    minutes = [section(canary, [canary]), section(PRESENCES, head=[canary] * 4, rows=[[canary] * 4])]
    meeting = Meeting.objects.create(
        school=school,
        number=next_number(school.pk, "meeting"),
        title=canary,
        partner=canary,
        place=canary,
        starts_at=now,
        state="approved",
        sent_seal="0" * 16,
        approved_at=now,
        approved_by=person,
        frozen=paper(school, canary, canary, sections=minutes),
        seal="0" * 64,
    )
    by = {"school": school, "meeting": meeting}
    AgendaItem.objects.create(
        position=1, title=canary, detail=canary, minutes=canary, proposed_by=person, minutes_by=person, **by
    )
    MeetingPresence.objects.create(member=sits, attended="present", **by)
    MeetingDecision.objects.create(text=canary, owner=person, due_on=today(), **by)
    MeetingDecision.objects.create(text=canary, side="partner", owner_words=canary, due_on=today(), **by)
    MinutesCorrection.objects.create(text=canary, written_by=person, written_at=now, **by)
    DialogueFile.objects.create(
        school=school,
        number=next_number(school.pk, "dialogue file"),
        school_year="2026-2027",
        needs=canary,
        uses=canary,
        asked_by=person,
        asked_at=now,
    )
