"""Which machine or room of the school did somebody scan or type? By its label, else by one of its names.

A label of another school is as unknown as one that was never printed: nothing is said of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Upper

from fanal.accounts.models import School
from fanal.core.errors import RuleBroken
from fanal.core.words import number_of, numbers_of
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
NOTHING = "Scannez ou tapez au moins un appareil."
NAMES = ("name", "authority_number", "school_number")


def labelled(school: School, typed: str) -> Equipment | Room | None:
    """What bears this label, whether its code or its whole address was read."""
    return _labelled(school, [typed]).get(code_read(typed))


def _labelled(school: School, lines: Iterable[str]) -> dict[str, Equipment | Room | None]:
    """What bears each label of these lines, by its code (one query)."""
    codes = {code for line in lines if (code := code_read(line))}
    labels = Label.objects.for_school(school).select_related("equipment__holder", "room")
    return {label.code: label.equipment or label.room for label in labels.filter(code__in=codes)}


def machines_called(school: School, typed: str) -> list[Equipment]:
    """Those whose name or one of whose numbers is exactly this: of several, nobody guesses one."""
    return _all_called(school, [typed])[typed]


def left_called(school: School, typed: str) -> list[Equipment]:
    """The same among those that left the inventory."""
    return _all_called(school, [typed], is_left=True)[typed]


def _all_called(school: School, lines: list[str], *, is_left: bool = False) -> dict[str, list[Equipment]]:
    """The same for each of these lines (two queries, however many they are)."""
    numbers = numbers_of(lines)
    merges = EquipmentMerge.objects.for_school(school).standing().filter(gone_number__in=numbers)
    kept = dict(merges.values_list("gone_number", "kept"))
    called = Q(number__in=numbers) | Q(pk__in=kept.values())
    called |= Q(serial__in={serial for line in lines if (serial := clean(line))})
    left = Q(state="disposed")
    rows = Equipment.objects.for_school(school).filter(left if is_left else ~left)
    for name in NAMES:
        rows = rows.alias(**{f"upper_{name}": Upper(name)})
        called |= Q(**{f"upper_{name}__in": [Upper(Value(line)) for line in lines]})
    machines = defaultdict[tuple[str, Any], dict[int, Equipment]](dict)
    for row in rows.filter(called).select_related("holder", "kept_in").order_by("pk"):
        for sign in (
            ("number", row.number),
            ("kept", row.pk),
            ("serial", row.serial),
            *(("name", getattr(row, name).upper()) for name in NAMES),
        ):
            machines[sign][row.pk] = row
    return {line: _answering(machines, line, kept) for line in lines}


def _answering(
    machines: Mapping[tuple[str, Any], dict[int, Equipment]], line: str, kept: Mapping[int, int]
) -> list[Equipment]:
    number = number_of(line)
    signs: dict[str, Any] = {"name": line.upper(), "serial": clean(line), "number": number}
    signs["kept"] = kept.get(number) if number is not None else None
    found = [machines.get((kind, value), {}) for kind, value in signs.items() if value]
    return list({pk: row for rows in found for pk, row in rows.items()}.values())


def machine_typed(school: School, typed: str) -> Equipment:
    """The machine of this label, name, serial or number. RuleBroken says what is wrong, in a sentence."""
    return machines_typed(school, [typed], most=1)[0]


def _cleaned(line: str) -> str:
    return " ".join(line.replace("\0", " ").split())[:LONGEST]


def read_lines(school: School, lines: Iterable[str], *, most: int) -> tuple[list[Equipment], list[str]]:
    """Each machine once, in the order typed, and what is wrong with every other line (three queries)."""
    typed = [*dict.fromkeys(cleaned for line in lines if (cleaned := _cleaned(line)))]
    if not typed:
        return [], [NOTHING]
    if len(typed) > most:
        return [], [TOO_MANY.format(most)]
    labels = _labelled(school, typed)
    things = {line: labels.get(code_read(line)) for line in typed}
    called = _all_called(school, [line for line in typed if not isinstance(things[line], Equipment)])
    found, reasons = dict[int, Equipment](), list[str]()
    for line, thing in things.items():
        machines = [thing] if isinstance(thing, Equipment) else called[line]
        if len(machines) == 1:
            found[machines[0].pk] = machines[0]
        else:
            reasons.append((SEVERAL if machines else UNKNOWN).format(line))
    return list(found.values()), reasons


def machines_typed(school: School, lines: Iterable[str], *, most: int) -> list[Equipment]:
    """Each machine once, in the order typed; RuleBroken names each wrong line, or says « too many »."""
    machines, reasons = read_lines(school, lines, most=most)
    if reasons:
        raise RuleBroken(reasons)
    return machines
