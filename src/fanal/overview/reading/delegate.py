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
    asked: dict[int, list[int]] = {}
    for one in RightsRequest.objects.for_schools(schools).still_open():
        asked.setdefault(one.school_id, []).append(days_left(one.asked, today))
    lines = []
    for school in schools:
        found, left = breaches.get(school.pk), asked.get(school.pk, [])
        told, left_for, tone = "", "", "ok"
        if found:
            told, tone = counted(found.count, "violation ouverte", "violations ouvertes"), "info"
        if found and found.since:
            clock = clock_since(found.since, now)
            left_for = "délai de la CNIL passé" if clock.is_late else f"{clock.hours} h pour la CNIL"
            tone = "bad" if clock.is_late else "warn"
        lines.append(DelegateLine(school, tone, told, left_for, _requests(left)))
    return lines


def _requests(left: list[int]) -> str:
    if not left:
        return ""
    late = sum(days < 0 for days in left)
    told = counted(len(left), "demande de droits", "demandes de droits")
    return (
        f"{told}, dont {late} en retard"
        if late
        else f"{told}, la première sous {counted(min(left), 'jour', 'jours')}"
    )
