"""What waits for the DPO in each school that appointed them: breaches, rights requests, opinions to give."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fanal.accounts.models import School
from fanal.core.tenancy import enter_schools
from fanal.core.text.french import counted
from fanal.privacy.models import DataBreach, DelegateOpinion, RightsRequest
from fanal.privacy.models.breach import OpenBreaches
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
    opinions: str


@dataclass(frozen=True)
class SchoolWaits:
    """What waits in one school: its open breaches, the days left of each request, opinions that are asked."""

    school: School
    breaches: OpenBreaches
    requests: list[int]
    opinions: int

    @property
    def urgency(self) -> tuple[bool, float, bool, int, bool, bool, str]:
        """The clock of the CNIL first, the oldest before; then the nearest answer due; then the rest."""
        since = self.breaches.since
        return (
            since is None,
            since.timestamp() if since else 0,
            not self.requests,
            min(self.requests, default=0),
            not self.breaches.count,
            not self.opinions,
            self.school.name,
        )


def of_the_delegate(schools: Sequence[School], today: date) -> list[SchoolWaits]:
    """Every school, the most urgent first (three queries).

    `schools` appointed them: theirs alone are read from now on.
    """
    enter_schools(*(school.pk for school in schools))
    breaches = DataBreach.objects.for_schools(schools).by_school()
    days_by_school: dict[int, list[int]] = {}
    for rights_request in RightsRequest.objects.for_schools(schools).still_open():
        days_by_school.setdefault(rights_request.school_id, []).append(days_left(rights_request.facts, today))
    awaited = DelegateOpinion.objects.for_schools(schools).awaited().values_list("school_id", flat=True)
    asked, none = Counter(awaited), OpenBreaches(0, None)
    waits = [
        SchoolWaits(
            school,
            breaches.get(school.pk, none),
            days_by_school.get(school.pk, []),
            asked[school.pk],
        )
        for school in schools
    ]
    return sorted(waits, key=lambda each: each.urgency)


def line_of(waits: SchoolWaits, now: datetime) -> DelegateLine:
    """What the page says of this school."""
    breaches = waits.breaches
    breach_words, clock_words, tone = "", "", "ok"
    if breaches.count:
        breach_words = counted(breaches.count, "violation ouverte", "violations ouvertes")
        tone = "info"
    if breaches.since:
        clock = clock_since(breaches.since, now)
        clock_words = "délai de la CNIL passé" if clock.is_late else f"{clock.hours} h pour la CNIL"
        tone = "bad" if clock.is_late else "warn"
    opinions = counted(waits.opinions, "avis demandé", "avis demandés") if waits.opinions else ""
    return DelegateLine(waits.school, tone, breach_words, clock_words, _requests(waits.requests), opinions)


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
