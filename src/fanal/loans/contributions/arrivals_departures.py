"""What is still lent to somebody who leaves; their « quitus » beside the sheet once nothing is."""

from collections.abc import Callable
from datetime import date

from django.db.models import CharField, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.people.arrivals_departures import DEPARTURE, LEAVER_CHECKS, PERSON, PUPIL, OffboardingCheck
from fanal.core.registry import register
from fanal.directory.reading.departure_checklist import DepartureChecklist
from fanal.loans.models import LoanItem
from fanal.loans.policies import loan as policies

WORDS = Concat(
    F("equipment__name"), Value(" (prêt n° "), F("loan__number"), Value(")"), output_field=CharField()
)
LINKS = {PERSON: ("loan__person", "personnel"), PUPIL: ("loan__pupil", "eleve")}
CLEARANCES = {PERSON: "loans:staff_clearance", PUPIL: "loans:pupil_clearance"}


def _lent(of: str) -> Callable[[int, OuterRef, date], QuerySet]:
    def rows(school_id: int, who: OuterRef, today: date) -> QuerySet:
        out = LoanItem.objects.for_school(school_id).out().filter(**{LINKS[of][0]: who})
        return out.order_by("pk").annotate(words=WORDS).values("words")

    return rows


def _page(of: str) -> Callable[[str, int], str]:
    return lambda uai, pk: f"{address('loans:loan_list', uai)}?{LINKS[of][1]}={pk}"


for sort in (PERSON, PUPIL):
    register(LEAVER_CHECKS, f"loans.{sort}")(
        OffboardingCheck(
            "loans",
            "Prêts à rendre",
            "le référent",
            _lent(sort),
            of=sort,
            page=_page(sort),
            is_held=True,
            own="loans:own",
        )
    )


@register(PANEL, "loans.clearance")
def clearance(member: Member, thing: object) -> Panel | None:
    """On an exit sheet."""
    if not isinstance(thing, DepartureChecklist) or thing.sheet != DEPARTURE:
        return None
    if not policies.manage_loans(member.actor, None):
        return None
    page = address(CLEARANCES[thing.of], member.school.uai, thing.thing.pk)
    return Panel("Quitus", "loans/clearance.html", {"page": page, "held": thing.held})
