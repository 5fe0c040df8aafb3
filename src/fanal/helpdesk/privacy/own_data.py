"""What requests keep about somebody: those they asked, the words they wrote, their time."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.own_data import OwnRows, Row
from fanal.core.registry import PERSONAL_DATA, register
from fanal.helpdesk.models import HelpRequest, Message, NoticeChoice, TimeSpent
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.rhythm import NotificationFrequency


@register(PERSONAL_DATA, 10)
def requests_of(member: Member) -> dict[str, Any]:
    school, person = member.school, member.person
    return {
        "courriels des demandes": OwnRows(
            NoticeChoice.objects.for_school(school).filter(person=person),
            {"choix": "rhythm"},
            "choix",
            lambda row: NotificationFrequency(row["choix"]).label,
        ),
        "demandes": OwnRows(
            HelpRequest.objects.for_school(school).filter(requester=person),
            {"numéro": "number", "texte": "text", "envoyée": "asked_at", "état": "state"},
            "numéro",
            _with_state,
        ),
        "messages": OwnRows(
            Message.objects.for_school(school).filter(author=person),
            {"demande": "help_request__number", "texte": "text", "écrit": "written_at"},
            "écrit",
        ),
        "temps passé": OwnRows(
            TimeSpent.objects.for_school(school).filter(person=person),
            {"demande": "help_request__number", "jour": "day", "minutes": "minutes"},
            "jour",
            is_private=True,
        ),
    }


def _with_state(row: Row) -> Row:
    return row | {"état": RequestState(row["état"]).label}
