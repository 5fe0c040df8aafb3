"""Which machines are lent with these, may they leave, and what do they leave short?"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.rules.french import agrees, counted, full_day
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.reading.custody import lent_out
from fanal.equipment.reading.scanned import read_lines
from fanal.equipment.rules.states import WORKING
from fanal.loans.models import Loan, LoanItem
from fanal.loans.rules.agreement import in_words
from fanal.loans.rules.loan import MOST_MACHINES

TAKEN_BACK = (
    "une fois rendu, « Modifier la fiche », choisissez « Personne » dans « Confié à », puis prêtez-le."
)


def machines_to_lend(school: School, lines: Iterable[str]) -> tuple[list[Equipment], list[str]]:
    """The machines of these lines with what is kept in them, and all that hinders them from leaving.

    As many queries for one machine as for many.
    """
    typed, reasons = read_lines(school, lines, most=MOST_MACHINES)
    content = _content(school, typed)
    held = _open_custodies(school, [*typed, *(row for rows in content.values() for row in rows)])
    chosen: dict[int, Equipment] = {}
    for machine in typed:
        inside = [row for row in content.get(machine.pk, ()) if row.pk not in held]
        for row in (*inside, machine):
            chosen.setdefault(row.pk, row)
    machines = list(chosen.values())
    return machines, reasons + [
        reason for machine in machines if (reason := _why_not(machine, held.get(machine.pk)))
    ]


def _content(school: School, machines: Iterable[Equipment]) -> dict[int, list[Equipment]]:
    """What works of what is kept in each: it is lent with it in its own right, and comes back one by one."""
    rows = Equipment.objects.for_school(school).filter(kept_in__in=machines, state__in=WORKING)
    content = defaultdict[int, list[Equipment]](list)
    for row in rows.select_related("holder").order_by("number"):
        content[row.kept_in_id or 0].append(row)
    return content


def _open_custodies(school: School | int, machines: Iterable[Equipment]) -> dict[int, Custody]:
    """Of each that has one, its loan or its own booking that holds it now or later, the first one."""
    rows = Custody.objects.for_school(school).held().whole().since(timezone.now())
    rows = rows.filter(equipment__in=machines).select_related("loan_item__loan").order_by("-span")
    return {row.equipment_id or 0: row for row in rows}


def why_not_lent(machine: Equipment) -> str:
    """Why this machine cannot be lent now; empty when it can."""
    return _why_not(machine, _open_custodies(machine.school_id, [machine]).get(machine.pk))


def _why_not(machine: Equipment, held: Custody | None) -> str:
    if machine.state not in WORKING:
        return f"« {machine} » ne peut pas sortir : {machine.get_state_display().lower()}."
    if machine.holder is not None:
        return f"« {machine} » est confié à {machine.holder} : {TAKEN_BACK}"
    if held is None:
        return ""
    item: LoanItem | None = getattr(held, "loan_item", None)
    if item is not None:
        return f"« {machine} » est déjà prêté à {item.loan.who}, prêt n° {item.loan.number}."
    day = full_day(timezone.localdate(held.span.lower))
    return f"« {machine} » est réservé le {day} : annulez la réservation, ou prêtez-en un autre."


def short_cases(loan: Loan, now: datetime) -> list[str]:
    """Of each trolley or case that these machines are kept in, and that is booked before they come back:
    when, and what it still has. It is no refusal: whoever lends knows what they do (three questions).
    """
    missing = defaultdict[Equipment, list[str]](list)
    items = loan.items.out().select_related("equipment__kept_in").order_by("pk")
    lent = {item.equipment_id for item in items}
    for item in items:
        if item.equipment.kept_in is not None and item.equipment.kept_in_id not in lent:
            missing[item.equipment.kept_in].append(str(item))
    if not missing:
        return []
    booked = _first_bookings(loan, missing, now)
    left = dict(
        Equipment.objects.for_school(loan.school_id)
        .filter(kept_in__in=booked)
        .order_by()
        .values_list("kept_in")
        .annotate(there=Count("pk", filter=Q(~lent_out("pk"), state__in=WORKING)))
    )
    return [
        f"{in_words(names)} {agrees(len(names), 'vient', 'viennent')} de « {case} », réservé le "
        f"{full_day(timezone.localdate(booked[case.pk].span.lower))} : il y restera "
        f"{counted(left.get(case.pk, 0), 'appareil')}."
        for case, names in missing.items()
        if case.pk in booked
    ]


def _first_bookings(loan: Loan, cases: Iterable[Equipment], now: datetime) -> dict[int, Custody]:
    """The next booking of each that has one before this loan is due, by the key of the case."""
    rows = Custody.objects.for_school(loan.school_id).held().whole().since(now).filter(equipment__in=cases)
    if loan.due_on is not None:
        rows = rows.filter(span__startswith__date__lte=loan.due_on)
    return {row.equipment_id or 0: row for row in rows.order_by("-span")}
