"""Which machine or room of the school did somebody scan or type? By its label, else by one of its names.

A label of another school is as unknown as one that was never printed: nothing is said of it.
"""

from collections.abc import Iterable

from django.db.models import Q

from fanal.accounts.models import School
from fanal.core.errors import RuleBroken
from fanal.core.words import number_of
from fanal.equipment.models import Equipment, EquipmentMerge, Label, Room
from fanal.equipment.rules.labels import code_read
from fanal.equipment.rules.serials import clean

LONGEST = 120  # signs of what is typed; a label that is scanned gives its address
UNKNOWN = (
    "« {} » : aucun appareil de l’établissement ne porte cette étiquette ni ce nom. Vérifiez, ou tapez son "
    "nom."
)
SEVERAL = "« {} » : plusieurs appareils répondent à ce nom. Scannez l’étiquette, ou tapez le n° de série."
TOO_MANY = "{} appareils à la fois, pas plus : recommencez en plusieurs fois."
NAMES = ("name", "authority_number", "school_number")


def labelled(school: School, typed: str) -> Equipment | Room | None:
    """What bears this label, whether its code or its whole address was read."""
    code = code_read(typed)
    if not code:
        return None
    labels = Label.objects.for_school(school).select_related("equipment__holder", "room")
    label = labels.filter(code=code).first()
    return (label.equipment or label.room) if label is not None else None


def machines_called(school: School, typed: str) -> list[Equipment]:
    """Those whose name or one of whose numbers is exactly this; two at most, of which nobody guesses one."""
    number = number_of(typed)
    merged = EquipmentMerge.objects.for_school(school).numbered(number)
    called = Q(number=number) | Q(pk__in=merged.values("kept"))
    for name in NAMES:
        called |= Q(**{f"{name}__iexact": typed}) & ~Q(**{name: ""})
    if serial := clean(typed):
        called |= Q(serial=serial)
    rows = Equipment.objects.for_school(school).exclude(state="disposed").select_related("holder", "kept_in")
    return list(rows.filter(called).order_by("pk")[:2])


def machine_typed(school: School, typed: str) -> Equipment:
    """The machine of this label, name, serial or number. RuleBroken says what is wrong, in a sentence."""
    typed = " ".join(typed.replace("\0", " ").split())[:LONGEST]
    if isinstance(found := labelled(school, typed), Equipment):
        return found
    named = machines_called(school, typed)
    if len(named) == 1:
        return named[0]
    raise RuleBroken((SEVERAL if named else UNKNOWN).format(typed))


def read_lines(school: School, lines: Iterable[str], *, most: int) -> tuple[list[Equipment], list[str]]:
    """Each machine once, in the order typed, and what is wrong with every other line."""
    found, reasons = dict[int, Equipment](), list[str]()
    for line in dict.fromkeys(line.strip() for line in lines if line.strip()):
        try:
            machine = machine_typed(school, line)
            found[machine.pk] = machine
        except RuleBroken as refusal:
            reasons += refusal.reasons
        if len(found) > most:
            return [], [TOO_MANY.format(most)]
    if not (found or reasons):
        reasons = ["Scannez ou tapez au moins un appareil."]
    return list(found.values()), reasons


def machines_typed(school: School, lines: Iterable[str], *, most: int) -> list[Equipment]:
    """Each machine once, in the order typed; RuleBroken names each wrong line, or says « too many »."""
    machines, reasons = read_lines(school, lines, most=most)
    if reasons:
        raise RuleBroken(reasons)
    return machines
