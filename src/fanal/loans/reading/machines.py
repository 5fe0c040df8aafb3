"""Which machines are lent with these, and may they leave?"""

from collections.abc import Iterable

from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.rules.french import full_day
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.reading.scanned import read_lines
from fanal.equipment.rules.states import WORKING
from fanal.loans.models import LoanItem
from fanal.loans.rules.loan import MOST_MACHINES


def machines_to_lend(school: School, lines: Iterable[str]) -> tuple[list[Equipment], list[str]]:
    """The machines of these lines with what is kept in them, and all that hinders them from leaving."""
    machines, reasons = read_lines(school, lines, most=MOST_MACHINES)
    machines = with_content(machines)
    return machines, reasons + [reason for machine in machines if (reason := why_not_lent(machine))]


def with_content(machines: Iterable[Equipment]) -> list[Equipment]:
    """What is kept in a trolley is lent with it, each thing in its own right: it comes back one by one."""
    chosen: dict[int, Equipment] = {}
    for machine in machines:
        inside = Equipment.objects.for_school(machine.school_id).filter(kept_in=machine, state__in=WORKING)
        for row in (*inside.select_related("holder").order_by("number"), machine):
            if row.pk == machine.pk or not open_custody(row):
                chosen.setdefault(row.pk, row)
    return list(chosen.values())


def open_custody(machine: Equipment) -> Custody | None:
    """Its loan, or a booking of its own, that holds it now or later."""
    rows = Custody.objects.for_school(machine.school_id).held().whole().since(timezone.now())
    return rows.filter(equipment=machine).select_related("loan_item__loan").order_by("span").first()


def why_not_lent(machine: Equipment) -> str:
    """Why this machine cannot be lent now; empty when it can."""
    if machine.state not in WORKING:
        return f"« {machine} » ne peut pas sortir : {machine.get_state_display().lower()}."
    if machine.holder is not None:
        return f"« {machine} » est confié à {machine.holder} : notez d’abord son retour, dans sa fiche."
    held = open_custody(machine)
    if held is None:
        return ""
    if (item := LoanItem.objects.for_school(machine.school_id).filter(custody=held).first()) is not None:
        return f"« {machine} » est déjà prêté à {item.loan.who}, prêt n° {item.loan.number}."
    day = full_day(timezone.localdate(held.span.lower))
    return f"« {machine} » est réservé le {day} : annulez la réservation, ou prêtez-en un autre."
