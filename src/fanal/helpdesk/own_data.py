"""What requests keep about somebody: those they asked, the words they wrote, their time."""

from typing import Any

from django.db.models import DateField, DateTimeField, IntegerField, TextField, Value

from fanal.accounts.members import Member
from fanal.core.registry import PERSONAL_DATA, offer
from fanal.helpdesk.models import HelpRequest, Message, NoticeChoice, TimeSpent
from fanal.helpdesk.rules.rhythm import Rhythm


@offer(PERSONAL_DATA, 10)
def requests_of(member: Member) -> dict[str, Any]:
    asked = HelpRequest.objects.for_school(member.school).filter(requester=member.person)
    told = _words_and_times(member)
    rhythm = NoticeChoice.objects.for_school(member.school).filter(person=member.person).first()
    return {
        "courriels des demandes": str(rhythm or Rhythm.EACH.label),
        "demandes": [
            {
                "numéro": row.number,
                "texte": row.text,
                "envoyée": row.asked_at,
                "état": row.get_state_display(),
            }
            for row in asked.only("number", "text", "asked_at", "state", "school_id").order_by("number")
        ],
        "messages": [
            {"demande": number, "texte": text, "écrit": at}
            for number, text, at, minutes, _ in sorted(told, key=lambda row: str(row[2]))
            if minutes is None
        ],
        "temps passé": [
            {"demande": number, "jour": day, "minutes": minutes}
            for number, _, _, minutes, day in sorted(told, key=lambda row: str(row[4]))
            if minutes is not None
        ],
    }


def _words_and_times(member: Member) -> list[tuple[Any, ...]]:
    """Number of the request, then text and moment of a message, or minutes and day of a time. One query."""
    written = Message.objects.for_school(member.school).filter(author=member.person)
    words = written.annotate(minutes=Value(None, IntegerField()), day=Value(None, DateField()))
    spent = TimeSpent.objects.for_school(member.school).filter(person=member.person)
    times = spent.annotate(text=Value("", TextField()), written_at=Value(None, DateTimeField()))
    columns = ("help_request__number", "text", "written_at", "minutes", "day")
    return list(words.values_list(*columns).union(times.values_list(*columns), all=True))
