"""Meetings, from the one search box."""

from fanal.accounts.models.member import Member
from fanal.commission.models import Meeting
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.core.text.french import full_day


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


register(SEARCH, "commission")(SearchSource("Réunions", "users", _meetings))
