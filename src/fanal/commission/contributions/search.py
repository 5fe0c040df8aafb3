"""Meetings, from the one search box."""

from fanal.accounts.models.member import Member
from fanal.accounts.rules.french import full_day
from fanal.commission.models import Meeting
from fanal.core.addresses import address
from fanal.core.registry import SEARCH, register
from fanal.core.search import Hit, SearchSource, find


def _meetings(member: Member, typed: str) -> list[Hit]:
    """By what they are about, the latest first."""
    rows = Meeting.objects.visible_to(member).select_related("school").latest_first()
    return [
        Hit(
            meeting.title,
            f"{full_day(meeting.day)} · {meeting.get_state_display().lower()}",
            address("commission:meeting_page", member.school.uai, meeting.number),
        )
        for meeting in find(rows, typed, "title", "partner")
    ]


register(SEARCH, 27)(SearchSource("Réunions", "users", _meetings))
