"""Where the tasks of the year are found from the one search box."""

from fanal.accounts.models.member import Member
from fanal.agenda.models import YearTask
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.core.text.french import full_day


def _tasks(member: Member, typed: str) -> list[Hit]:
    """The latest years first: a task comes back each year."""
    rows = YearTask.objects.visible_to(member).select_related("person").order_by("-due_on", "number")
    return [
        Hit(
            row.title,
            f"{full_day(row.due_on)} · {row.owner_words} · {row.get_state_display().lower()}",
            address("agenda:task", member.school.uai, row.number),
        )
        for row in find(rows, typed, "title", "detail")
    ]


register(SEARCH, "agenda")(SearchSource("L’année", "calendar-event", _tasks))
