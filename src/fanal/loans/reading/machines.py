"""Which machines are lent with these, and may they leave?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils import timezone

from fanal.accounts.models import School
from fanal.core.text.french import full_day
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.reading.scanned import read_lines
from fanal.equipment.rules.states import WORKING
from fanal.loans.models import LoanItem
from fanal.loans.rules.loan import MOST_MACHINES

TAKEN_BACK = (
    "une fois rendu, « Modifier la fiche », choisissez « Personne » dans « Confié à », puis prêtez-le. S’il "
    "reste à cette personne, « En faire un prêt » sur sa fiche suffit."
)


def machines_to_lend(school: School, lines: Iterable[str]) -> tuple[list[Equipment], list[str]]:
    """The machines of these lines with what is kept in them, and all that hinders them from leaving.

    As many queries for one machine as for many.
    """
    typed, reasons = read_lines(school, lines, most=MOST_MACHINES)
    machines, hindrances = with_content(school, typed)
    return machines, reasons + hindrances


def with_content(school: School, typed: Sequence[Equipment]) -> tuple[list[Equipment], list[str]]:
    """These with what is kept in them, and all that hinders one of them from leaving."""
    content = _content(school, typed)
    held = _open_custodies(school, [*typed, *(row for rows in content.values() for row in rows)])
    chosen: dict[int, Equipment] = {}
    for machine in typed:
        inside = [row for row in content.get(machine.pk, ()) if row.pk not in held]
        for row in (*inside, machine):
            chosen.setdefault(row.pk, row)
    machines = list(chosen.values())
    return machines, [reason for machine in machines if (reason := _why_not(machine, held.get(machine.pk)))]


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
