"""What requests keep about somebody: those they asked, the words they wrote, their time."""

from typing import Any

from fanal.accounts.members import Member
from fanal.core.registry import PERSONAL_DATA, offer
from fanal.helpdesk.models import HelpRequest, Message, NoticeChoice, TimeSpent
from fanal.helpdesk.rules.rhythm import Rhythm


@offer(PERSONAL_DATA, 10)
def requests_of(member: Member) -> dict[str, Any]:
    asked = HelpRequest.objects.for_school(member.school).filter(requester=member.person)
    written = Message.objects.for_school(member.school).filter(author=member.person)
    rhythm = NoticeChoice.objects.for_school(member.school).filter(person=member.person).first()
    times = TimeSpent.objects.for_school(member.school).filter(person=member.person)
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
            for number, text, at in written.order_by("written_at").values_list(
                "help_request__number", "text", "written_at"
            )
        ],
        "temps passé": [
            {"demande": number, "jour": day, "minutes": minutes}
            for number, day, minutes in times.order_by("day", "pk").values_list(
                "help_request__number", "day", "minutes"
            )
        ],
    }
