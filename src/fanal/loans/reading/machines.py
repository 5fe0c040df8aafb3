"""Which machine of the school did somebody scan or type, and may it leave?"""

from collections.abc import Iterable

from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.rules.french import full_day
from fanal.core.errors import RuleBroken
from fanal.equipment.models import Custody, Equipment
from fanal.equipment.reading.scanned import labelled, machines_called
from fanal.equipment.rules.states import WORKING
from fanal.loans.models import LoanItem
from fanal.loans.rules.loan import MOST_MACHINES

LONGEST = 120  # signs of what is typed; a label that is scanned gives its address
UNKNOWN = (
    "« {} » : aucun appareil de l’établissement ne porte cette étiquette ni ce nom. Vérifiez, ou tapez son "
    "nom."
)
SEVERAL = "« {} » : plusieurs appareils répondent à ce nom. Scannez l’étiquette, ou tapez le n° de série."
TOO_MANY = f"On prête {MOST_MACHINES} appareils à la fois, pas plus : faites plusieurs prêts."


def machine_typed(school: School, typed: str) -> Equipment:
    """The machine of this label, name, serial or number. RuleBroken says what is wrong, in a sentence.

    A label of another school is as unknown as one that was never printed: nothing is said of it.
    """
    typed = " ".join(typed.replace("\0", " ").split())[:LONGEST]
    if isinstance(found := labelled(school, typed), Equipment):
        return found
    named = machines_called(school, typed)
    if len(named) == 1:
        return named[0]
    raise RuleBroken((SEVERAL if named else UNKNOWN).format(typed))


def machines_typed(school: School, lines: Iterable[str]) -> list[Equipment]:
    """Each machine once, in the order typed; RuleBroken names every line that is wrong."""
    found, reasons = dict[int, Equipment](), list[str]()
    for line in dict.fromkeys(line.strip() for line in lines if line.strip()):
        try:
            machine = machine_typed(school, line)
            found[machine.pk] = machine
        except RuleBroken as refusal:
            reasons += refusal.reasons
        if len(found) > MOST_MACHINES:
            raise RuleBroken(TOO_MANY)
    if not (found or reasons):
        reasons = ["Scannez ou tapez au moins un appareil."]
    if reasons:
        raise RuleBroken(reasons)
    return list(found.values())


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
