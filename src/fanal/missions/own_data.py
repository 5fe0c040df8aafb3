"""What the year keeps about somebody: their tasks, their calendar link, what they did in a switch of year."""

from typing import Any

from django.db.models import CharField, Q, Value

from fanal.accounts.members import Member
from fanal.core.registry import PERSONAL_DATA, offer
from fanal.missions.models import SwitchStep, TaskFeed, YearSwitch, YearTask

FEED, OPENING = "lien d’agenda", "ouverture"


def _pressed(member: Member) -> list[tuple[str, str, Any]]:
    """(what, which year, when) of their link and of what they did in a switch; one question."""
    who, school = member.person, member.school
    steps = SwitchStep.objects.for_school(school).filter(done_by=who)
    opened: Any = YearSwitch.objects.for_school(school).filter(opened_by=who)
    feeds: Any = TaskFeed.objects.for_school(school).filter(person=who)
    opened = opened.annotate(what=Value(OPENING, CharField()))
    feeds = feeds.annotate(what=Value(FEED, CharField()), year=Value("", CharField()))
    told = steps.values_list("code", "school_year", "done_at").union(
        opened.values_list("what", "school_year", "opened_at"),
        feeds.values_list("what", "year", "made_at"),
        all=True,
    )
    return list(told)


@offer(PERSONAL_DATA, 15)
def tasks_of_member(member: Member) -> dict[str, Any]:
    rows = YearTask.objects.for_school(member.school)
    theirs = rows.filter(Q(person=member.person) | Q(ended_by=member.person)).by_day()
    pressed = _pressed(member)
    return {
        "tâches de l’année": [
            {"année": row.school_year, "titre": row.title, "pour le": row.due_on,
             "état": row.get_state_display(), "note": row.note}
            for row in theirs
        ],
        "bascule d’année": [
            {"étape": what, "année": year, "le": when} for what, year, when in pressed if what != FEED
        ],
        "lien d’agenda": next((when for what, _, when in pressed if what == FEED), None),
    }  # fmt: skip
