"""The mails of a meeting: their keys, who was written to, and which of them arrived.

A key is `reunion-<number>-<sending>-<member>`, with `-fin` for who is no longer expected; that of minutes
begins otherwise, and one to an address that was corrected since ends in `r<mail>`.
"""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from fanal.commission.models import CommissionMember, Meeting
from fanal.core.mail.departure import LEFT, why_waiting
from fanal.core.mail.models import Mail

FAREWELL = "-fin"
KEY = re.compile(r"-(?P<member>[0-9]+)(?P<farewell>-fin)?$")


def key_prefix(meeting: Meeting) -> str:
    """How the keys of all its mails begin."""
    return f"reunion-{meeting.number}-"


def last_prefix(meeting: Meeting) -> str:
    """How the keys of its last sending begin."""
    return f"{key_prefix(meeting)}{meeting.sequence}-"


def mail_key(meeting: Meeting, member: CommissionMember, *, is_farewell: bool = False) -> str:
    return f"{last_prefix(meeting)}{member.pk}{FAREWELL if is_farewell else ''}"


def minutes_key(meeting: Meeting, member: CommissionMember) -> str:
    return f"{minutes_prefix(meeting)}{member.pk}"


def minutes_prefix(meeting: Meeting) -> str:
    return f"compte-rendu-{meeting.number}-"


def mails_of(meeting: Meeting) -> QuerySet[Mail]:
    rows: QuerySet[Mail] = Mail.objects.for_school(meeting.school_id)
    return rows.filter(key__startswith=key_prefix(meeting))


def left_behind(meeting: Meeting, recipients: list[CommissionMember]) -> list[CommissionMember]:
    """Those whose last mail convened them, and who are not among its recipients any more."""
    last = dict[int, bool]()
    left = mails_of(meeting).filter(state__in=LEFT).order_by("queued_at", "pk")
    for key in left.values_list("key", flat=True):
        if match := KEY.search(key):
            last[int(match["member"])] = bool(match["farewell"])
    expected = {member for member, is_farewell in last.items() if not is_farewell}
    expected -= {member.pk for member in recipients}
    rows = CommissionMember.objects.for_school(meeting.school_id).filter(pk__in=expected).by_name()
    return [member for member in rows if member.address]


def not_written_to(meeting: Meeting, recipients: list[CommissionMember]) -> list[CommissionMember]:
    """Those whom the last sending did not reach: they came since, or their address changed."""
    sent = mails_of(meeting).filter(key__startswith=last_prefix(meeting)).values_list("to", flat=True)
    reached = {*sent}
    return [member for member in recipients if member.address not in reached]


@dataclass(frozen=True)
class Departure:
    """How many mails left, how many wait and why, and who did not get theirs (names)."""

    left: int
    waiting: int
    why: str
    returned: list[str]

    @property
    def is_written(self) -> bool:
        return bool(self.left or self.waiting or self.returned)


def departure_of(meeting: Meeting, prefix: str) -> Departure:
    """Of the mails whose key begins so."""
    rows = Mail.objects.for_school(meeting.school_id).filter(key__startswith=prefix)
    mails = list(rows.only("key", "to", "state", "reason", "attempts").order_by("pk"))
    failed = [mail for mail in mails if mail.state == Mail.State.FAILED]
    waiting = [mail for mail in mails if mail.state not in {*LEFT, Mail.State.FAILED}]
    return Departure(
        len(mails) - len(failed) - len(waiting),
        len(waiting),
        why_waiting(waiting[0]) if waiting else "",
        _names(meeting.school_id, failed),
    )


def convocation_departure(meeting: Meeting) -> Departure:
    """Of the last sending."""
    return departure_of(meeting, last_prefix(meeting))


def _names(school_id: int, mails: list[Mail]) -> list[str]:
    """« Nadia Keller (nadia@…) »; the address alone of whoever has no name any more."""
    keys = {mail.pk: int(match["member"]) for mail in mails if (match := KEY.search(mail.key))}
    if not keys:
        return [mail.to for mail in mails]
    rows = CommissionMember.objects.for_school(school_id).filter(pk__in=keys.values())
    names = {member.pk: str(member) for member in rows.select_related("person")}
    addressees = [(names.get(keys.get(mail.pk, 0)), mail.to) for mail in mails]
    return [f"{name} ({to})" if name else to for name, to in addressees]
