"""Where the tasks of the year and the decisions of the points are found from the one search box."""

from fanal.accounts.members import Member
from fanal.accounts.rules.french import full_day
from fanal.core.addresses import address
from fanal.core.registry import SEARCH, offer
from fanal.core.search import Hit, SearchSource, find
from fanal.missions.models import PointLine, YearTask


def _tasks(member: Member, typed: str) -> list[Hit]:
    """The latest years first: a task comes back each year."""
    rows = YearTask.objects.visible_to(member).select_related("person").order_by("-due_on", "number")
    return [
        Hit(
            row.title,
            f"{full_day(row.due_on)} · {row.owner_words} · {row.get_state_display().lower()}",
            address("missions:task", member.school.uai, row.number),
        )
        for row in find(rows, typed, "title", "detail")
    ]


offer(SEARCH, 15)(SearchSource("L’année", "calendar-event", _tasks))


def _decisions(member: Member, typed: str) -> list[Hit]:
    rows = PointLine.objects.visible_to(member).answered().select_related("point").order_by("-answered_at")
    page = address("points:decisions", member.school.uai)
    return [
        Hit(row.text, f"{row.get_answer_display()} · {row.point}", page)
        for row in find(rows, typed, "text", "word")
    ]


offer(SEARCH, 16)(SearchSource("Décisions", "messages", _decisions))
