"""What a member from outside is handed of the commission: the meetings to which they came, or not."""

from typing import Any

from fanal.commission.models import MeetingPresence
from fanal.commission.rules.meeting import Attended
from fanal.core.people.erasure import Subject
from fanal.core.people.kinds import MEMBERS
from fanal.core.people.own_data import OwnRows
from fanal.core.people.subjects import SUBJECT_DATA
from fanal.core.registry import register

PRESENCE = {"réunion du": "meeting__starts_at", "présence": "attended"}


@register(SUBJECT_DATA, "commission")
def of_member(who: Subject) -> dict[str, OwnRows]:
    if who.sort != MEMBERS.code:
        return {}
    same = {f"member__{column}__iexact": value for column, value in who.alike}
    rows = MeetingPresence.objects.for_school(who.school_id).filter(**same)
    return {"présences en commission": OwnRows(rows, PRESENCE, by="réunion du", shown=_in_words)}


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"présence": Attended(row["présence"]).label}
