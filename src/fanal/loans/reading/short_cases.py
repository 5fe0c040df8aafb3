"""Which booked trolleys and cases do these machines leave short, when, and for whom?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.core.text.french import agrees, counted, full_day
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.reading.custody import lent_out
from fanal.equipment.rules.states import WORKING
from fanal.loans.models import Loan
from fanal.loans.rules.agreement import in_words


@dataclass(frozen=True)
class ShortCase:
    """A booked case, the machines that leave it, its bookings to come, and how many stay in it."""

    case: Equipment
    names: Sequence[str]
    bookings: Sequence[Custody]
    left: int

    @property
    def _booked_words(self) -> str:
        first, *more = self.bookings
        day = full_day(timezone.localdate(first.span.lower))
        by = f" par {first.person.polite_name}" if first.person else ""
        then = f" et {counted(len(more), 'autre fois', 'autres fois')}" if more else ""
        return f"« {self.case} », réservé le {day}{by}{then}"

    @property
    def words(self) -> str:
        """« T-01 vient de « Valise 3 », réservé le 10 décembre 2026 : s’il sort seul, il y reste … »."""
        many = len(self.names)
        what = f"{in_words(self.names)} {agrees(many, 'vient', 'viennent')} de {self._booked_words}"
        alone = agrees(many, "s’il sort seul", "s’ils sortent seuls")
        return f"{what} : {alone}, il y reste {self._count}."

    @property
    def sum_words(self) -> str:
        """What a whole class took of it."""
        taken = counted(len(self.names), "appareil en sort", "appareils en sortent")
        return f"{self._booked_words} : {taken}, il y reste {self._count}."

    @property
    def _count(self) -> str:
        return counted(self.left, "appareil")


def short_cases(
    school: School, machines: Iterable[Equipment], due_on: date | None, now: datetime
) -> list[ShortCase]:
    """Of each case that these leave, or have left, and that is booked before they are due.

    Three questions.
    """
    leaving = list(machines)
    keys, names = {machine.pk for machine in leaving}, defaultdict[int, list[str]](list)
    for machine in leaving:
        if machine.kept_in_id is not None and machine.kept_in_id not in keys:
            names[machine.kept_in_id].append(str(machine))
    booked = _bookings_to_come(school, names, due_on, now) if names else {}
    if not booked:
        return []
    present = ~lent_out("pk") & ~Q(pk__in=keys)
    there = (
        Equipment.objects.for_school(school)
        .filter(kept_in__in=booked)
        .order_by()
        .values_list("kept_in")
        .annotate(there=Count("pk", filter=present & Q(state__in=WORKING)))
    )
    left, cases = dict(there), Equipment.objects.for_school(school).in_bulk(booked)
    return [ShortCase(cases[pk], names[pk], booked[pk], left.get(pk, 0)) for pk in names if pk in booked]


def _bookings_to_come(
    school: School, cases: Collection[int], due_on: date | None, now: datetime
) -> dict[int, list[Custody]]:
    """Those before that day, the next one first, by the key of the case; no case that has none."""
    rows = Custody.objects.for_school(school).held().whole().since(now).filter(equipment__in=cases)
    if due_on is not None:
        rows = rows.filter(span__startswith__date__lte=due_on)
    found = defaultdict[int, list[Custody]](list)
    for row in rows.select_related("person").order_by("span"):
        found[row.equipment_id or 0].append(row)
    return found


def cases_lent_from(school: School, by: Actor, since: datetime) -> frozenset[int]:
    """Those of which this person lent something since then: they know what they leave short."""
    rows = Equipment.objects.for_school(school).filter(
        content__loan_items__loan__made_by=by.person_id, content__loan_items__loan__made_at__gte=since
    )
    return frozenset(rows.order_by().values_list("pk", flat=True).distinct())


def left_by(loan: Loan, now: datetime) -> list[str]:
    """What this loan leaves short, a sentence for each case."""
    items = loan.items.out().select_related("equipment").order_by("pk")
    cases = short_cases(loan.school, [item.equipment for item in items], loan.due_on, now)
    return [case.words for case in cases]
