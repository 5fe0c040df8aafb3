"""What waits for the DPO in each school that appointed them: open breaches, rights requests to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fanal.accounts.models import School
from fanal.accounts.rules.french import counted
from fanal.core.tenancy import enter_schools
from fanal.privacy.models import DataBreach, RightsRequest
from fanal.privacy.rules.breaches import clock_since
from fanal.privacy.rules.requests import days_left


@dataclass(frozen=True)
class DelegateLine:
    """One school; `tone` is that of the most urgent thing."""

    school: School
    tone: str
    breaches: str
    clock: str
    requests: str


def of_the_delegate(schools: Sequence[School], today: date, now: datetime) -> list[DelegateLine]:
    """The lines of one page (three queries). `schools` appointed them: theirs alone are read from now on."""
    enter_schools(*(school.pk for school in schools))
    breaches = DataBreach.objects.for_schools(schools).by_school()
    days_by_school: dict[int, list[int]] = {}
    for rights_request in RightsRequest.objects.for_schools(schools).still_open():
        days_by_school.setdefault(rights_request.school_id, []).append(days_left(rights_request.facts, today))
    lines = []
    for school in schools:
        open_breaches, left = breaches.get(school.pk), days_by_school.get(school.pk, [])
        breach_words, left_for, tone = "", "", "ok"
        if open_breaches:
            breach_words, tone = (
                counted(open_breaches.count, "violation ouverte", "violations ouvertes"),
                "info",
            )
        if open_breaches and open_breaches.since:
            clock = clock_since(open_breaches.since, now)
            left_for = "délai de la CNIL passé" if clock.is_late else f"{clock.hours} h pour la CNIL"
            tone = "bad" if clock.is_late else "warn"
        lines.append(DelegateLine(school, tone, breach_words, left_for, _requests(left)))
    return lines


def _requests(left: list[int]) -> str:
    if not left:
        return ""
    late = sum(days < 0 for days in left)
    count_words = counted(len(left), "demande de droits", "demandes de droits")
    return (
        f"{count_words}, dont {late} en retard"
        if late
        else f"{count_words}, la première sous {counted(min(left), 'jour', 'jours')}"
    )
