"""What a successor finds of the commission: what others promised; its own decisions are tasks of the year."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said, joined
from fanal.commission.models import MeetingDecision
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register


def _open(school_id: int, today: date) -> QuerySet:
    return MeetingDecision.objects.for_school(school_id).still_open().filter(task=None)


def _decision(row: Row, school: School) -> list[HandoverEntry]:
    whose = f"{row['given']} {row['family']}" if row["given"] else row["words"]
    page = address("commission:meeting_page", school.uai, row["number"])
    return [HandoverEntry(row["text"], joined(f"pour le {day_said(row['due_on'])}", whose), page)]


FIELDS = {
    "text": "text",
    "due_on": "due_on",
    "words": "owner_words",
    "given": "owner__given_name",
    "family": "owner__family_name",
    "number": "meeting__number",
}
register(HANDOVER, "meeting-decisions")(
    Chapter(
        "meeting-decisions",
        "Engagements des partenaires à tenir",
        _open,
        FIELDS,
        "due_on",
        _decision,
        "Aucun engagement n’attend.",
        lambda school: address("commission:decision_list", school.uai),
    )
)
