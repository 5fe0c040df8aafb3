"""« Doublons possibles »: the pairs to look at, two records side by side, and what was merged into one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.journal.names import name_of
from fanal.core.journal.words import JOURNAL_WORDS
from fanal.core.registry import Kind, registered
from fanal.core.text.words import number_of
from fanal.equipment.models import DistinctMachines, Equipment, EquipmentMerge
from fanal.equipment.reading.history import NOTHING, in_words
from fanal.equipment.reading.links import links_to
from fanal.equipment.reading.owners import names_of, number_label
from fanal.equipment.reading.scanned import read_lines
from fanal.equipment.rules.merge import CONFIRMED, FIELDS, RecordFacts, TwinPair, filled_first, likely_twins

# (school) -> `equipment.rules.merge.IdentitySign`s of its machines
EQUIPMENT_SIGNS: "Kind[Callable[[Any], Iterable[Any]]]" = Kind("equipment signs")

MOST_PAIRS = 200  # shown and checked; the surest come first
LINKED = ("type", "room", "kept_in", "holder")


def pairs_of(school: School) -> list[TwinPair]:
    """The pairs of this school worth asking about; three queries, and those of what machines report."""
    rows = Equipment.objects.for_school(school).exclude(state=Equipment.State.DISPOSED)
    columns = (
        "pk",
        "number",
        "name",
        "model",
        "serial",
        "authority_number",
        "school_number",
        "room_id",
    )
    records = [RecordFacts(*values) for values in rows.order_by("pk").values_list(*columns)]
    signs = [sign for offer in registered(EQUIPMENT_SIGNS) for sign in offer(school)]
    apart = _distinct(school)
    pairs = [pair for pair in likely_twins(records, signs) if pair.numbers not in apart]
    return pairs[:MOST_PAIRS]


def _distinct(school: School) -> set[tuple[int, int]]:
    """The pairs said to be two machines; what was said of a record that went is true of the one kept."""
    merges = EquipmentMerge.objects.for_school(school).standing()
    into = dict(merges.values_list("gone_number", "kept__number"))
    said = DistinctMachines.objects.for_school(school).values_list("first_number", "second_number")
    return {_in_order(into.get(first, first), into.get(second, second)) for first, second in said}


def numbers_typed(member: Member, typed: list[str]) -> tuple[list[int], list[str]]:
    """The numbers of the records typed by number, label or name, or what is wrong, in sentences."""
    numbers, reasons = list[int](), list[str]()
    for words in typed:
        number, rows = number_of(words.strip()), Equipment.objects.visible_to(member)
        if number and rows.filter(number=number).exists():
            numbers.append(number)  # before a name of the same figures; and what left the inventory is known
            continue
        named = list(rows.filter(name__iexact=words.strip())[:2]) if words.strip() else []
        if [row.state for row in named] == [Equipment.State.DISPOSED]:
            numbers.append(named[0].number)  # its page says that it left
            continue
        machines, wrong = read_lines(member.school, [words], most=1)
        numbers += [machine.number for machine in machines]
        reasons += wrong
    if len(numbers) > len(set(numbers)):
        reasons.append("C’est deux fois la même fiche : tapez-en deux différentes.")
    return numbers, reasons


def _in_order(first: int, second: int) -> tuple[int, int]:
    return min(first, second), max(first, second)


@dataclass(frozen=True)
class TwinRow:
    """One line of the list."""

    pair: TwinPair
    rows: tuple[Equipment, Equipment]

    @property
    def detail(self) -> str:
        places = " ; ".join(f"n° {row.number}, {row.room or 'sans salle'}" for row in self.rows)
        why = ", ".join(self.pair.why)
        return f"{why[:1].upper()}{why[1:]} · {places}"


def pair_rows(school: School, pairs: list[TwinPair]) -> list[TwinRow]:
    """The same with their records (one query)."""
    numbers = {number for pair in pairs for number in pair.numbers}
    rows = Equipment.objects.for_school(school).filter(number__in=numbers).select_related("type", "room")
    records = {row.number: row for row in rows}
    return [TwinRow(pair, (records[pair.numbers[0]], records[pair.numbers[1]])) for pair in pairs]


@dataclass(frozen=True)
class FieldPair:
    """What the two records say of one field, in words."""

    name: str
    label: str
    words: tuple[str, str]
    is_same: bool
    takes_second: bool


def compared(first: Equipment, second: Equipment) -> list[FieldPair]:
    """Every field that one of them fills, in the order of a record."""
    fields = [_compared(name, first, second) for name in FIELDS if name != CONFIRMED]
    return [field for field in fields if field.words != (NOTHING, NOTHING)]


def _compared(name: str, first: Equipment, second: Equipment) -> FieldPair:
    field: Any = Equipment._meta.get_field(name)
    values = tuple(getattr(row, field.attname) for row in (first, second))
    labels = {"authority_number": number_label(first.school, "N°"), "is_pedagogical": "Pour les cours"}
    label = labels.get(name) or str(field.verbose_name)
    words = (_words(name, first), _words(name, second))
    return FieldPair(
        name, label[:1].upper() + label[1:], words, values[0] == values[1], filled_first(*values)
    )


def _words(name: str, row: Equipment) -> str:
    if name in LINKED:
        return str(getattr(row, name) or NOTHING)
    value = getattr(row, name)
    if name in {"owner", "payer"}:
        return names_of(row.school)[value]
    return in_words(name, value.isoformat() if hasattr(value, "isoformat") else value, {})


def hanging(first: Equipment, second: Equipment) -> list[tuple[str, int, int]]:
    """What points to each of them, counted: its noun, how many of the first and of the second.

    One query for each link.
    """
    nouns = {name: thing.noun for words in registered(JOURNAL_WORDS) for name, thing in words.things.items()}
    counts = []
    for link in links_to(Equipment):
        rows = link.model._default_manager.filter(
            school_id=first.school_id, **{f"{link.attname}__in": [first.pk, second.pk]}
        )
        if link.model is EquipmentMerge:  # one that was undone hangs on nothing any more
            rows = rows.filter(undone_at__isnull=True)
        many = dict(rows.order_by().values_list(link.attname).annotate(Count("pk")))
        if many:
            noun = nouns.get(name_of(link.model), str(link.model.DATA.purpose))
            counts.append((noun, many.get(first.pk, 0), many.get(second.pk, 0)))
    return counts


def merged_into(equipment: Equipment) -> QuerySet[EquipmentMerge]:
    """What was merged into this record, the latest first (one query)."""
    rows = EquipmentMerge.objects.for_school(equipment.school_id).standing().filter(kept=equipment)
    return rows.order_by("-merged_at", "-pk")


def kept_for(member: Member, number: int) -> Equipment | None:
    """The record that the one of this number went into, if this member may see it (one query)."""
    merged = EquipmentMerge.objects.for_school(member.school).numbered(number)
    return Equipment.objects.visible_to(member).filter(pk__in=merged.values("kept")).first()
