"""What stands above and below the list: chips with their counts, choices."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.http import PER_PAGE, InPages
from fanal.core.prepared import prepared
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet, sort_key
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.fleet import Age
from fanal.equipment.rules.listing import EquipmentFilter, SortOrder, StateView, Warranty


@dataclass(frozen=True)
class FilterChip:
    """One filter above the list."""

    label: str
    url: str
    count: int
    current: bool


Named = tuple[tuple[int, str], ...]
Select = tuple[str, str, str, tuple[tuple[Any, str], ...], Any]
STATES: dict[str, str] = dict(Equipment.State.choices)
AGES = tuple((age.value, age.label) for age in Age)
WARRANTIES = tuple((warranty.value, warranty.label) for warranty in Warranty)
SORTS = tuple((sort.value, sort.label) for sort in SortOrder)


def rows_of(member: Member, asked: EquipmentFilter, today: date) -> EquipmentQuerySet:
    """The rows of the list, the page and the export alike."""
    narrowed = Equipment.objects.visible_to(member).narrowed(asked, today)
    return narrowed.filter(state__in=asked.state.states).in_order(asked.sort).for_list()


@prepared
def numbered(member: Member, number: int) -> EquipmentQuerySet:
    """The record of this number, if this member may see it, with all its page shows."""
    return Equipment.objects.visible_to(member).for_page().filter(number=number)


@prepared
def _shown(
    member: Member, today: date, *, asked: EquipmentFilter, start: int, stop: int
) -> EquipmentQuerySet:
    return rows_of(member, asked, today)[start:stop]


@prepared
def _states(member: Member, today: date, *, asked: EquipmentFilter) -> EquipmentQuerySet:
    return _by_state(member, asked, today)


def _by_state(member: Member, asked: EquipmentFilter, today: date) -> EquipmentQuerySet:
    rows = Equipment.objects.visible_to(member).narrowed(asked, today).order_by()
    return rows.values_list("state").annotate(Count("pk"))


def _is_ready_made(asked: EquipmentFilter) -> bool:
    """Words are folded into a pattern and days counted from today: a question of its own each time."""
    return not (asked.words or asked.warranty or asked.age)


def chips(member: Member, asked: EquipmentFilter, today: date) -> list[FilterChip]:
    """How many in each state under the other filters, in one query; an empty state has no chip."""
    every = replace(asked, state=StateView.PRESENT, sort=SortOrder.NAME)
    rows = _states(member, today, asked=every) if _is_ready_made(asked) else _by_state(member, every, today)
    counts = dict(rows)
    totals = {view: sum(counts.get(state, 0) for state in view.states) for view in StateView}
    return [
        FilterChip(view.label, f"?{asked.with_state(view).query}", total, view is asked.state)
        for view, total in totals.items()
        if view in {asked.state, StateView.PRESENT} or (total and view is not StateView.DOWN)
    ]


def page_of(
    member: Member, asked: EquipmentFilter, today: date, chips: list[FilterChip], number: str | None
) -> Page:
    """One page of the list, as lines; the chips have already counted its rows."""

    owners = names_of(member.school)

    def cut(start: int, stop: int) -> list[dict[str, Any]]:
        if _is_ready_made(asked):
            rows = _shown(member, today, asked=asked, start=start, stop=stop)
        else:
            rows = list(rows_of(member, asked, today)[start:stop])
        return [line_of(row, owners) for row in rows]

    count = next(chip.count for chip in chips if chip.current)
    return Paginator(InPages(cut, lambda: count), PER_PAGE).get_page(number)  # type: ignore[arg-type]


def line_of(row: Equipment, owners: dict[str, str]) -> dict[str, Any]:
    """What one line of the list says, in words: twenty-five are drawn on every page."""
    return {
        "number": str(row.number),  # a text is drawn as it is, a number by the rules of a language
        "name": row.name,
        "type": row.type_name,
        "made_as": row.made_as,
        "room": row.room_name,
        "room_id": str(row.room_id),
        "state": STATES[row.state],
        "tone": row.tone,
        "owner": owners[row.owner],
        "serial": row.serial or "–",
        "warranty": row.warranty_until.strftime("%d/%m/%Y") if row.warranty_until else "–",
    }


@prepared
def _named(school_id: int) -> QuerySet:
    types = EquipmentType.objects.for_school(school_id).order_by()
    rooms = Room.objects.for_school(school_id).in_use().order_by()
    both = [
        rows.values_list(Value(kind), "pk", "name", sort_key("name"))
        for kind, rows in (("type", types), ("room", rooms))
    ]
    return both[0].union(both[1], all=True)


def types_and_rooms(member: Member) -> tuple[Named, Named]:
    """The types and the rooms still in use, sorted, in one query; none for who neither works nor comes."""
    if not (member.person or member.has(Role.TECHNICIAN)):
        return (), ()
    named: dict[str, list[tuple[int, str]]] = {"type": [], "room": []}
    for kind, pk, name, _ in sorted(_named(member.school.pk), key=lambda row: row[3]):
        named[kind].append((pk, name))
    return tuple(named["type"]), tuple(named["room"])


def held_by(member: Member, asked: EquipmentFilter) -> Person | None:
    """The person whose equipment alone is asked for, to be named to the team (one query, only then)."""
    if asked.holder is None or not member.has(*TEAM):
        return None
    return Person.objects.for_school(member.school).filter(pk=asked.holder).first()


def selects(member: Member, types: Named, rooms: Named, asked: EquipmentFilter) -> tuple[Select, ...]:
    """The selects of the filter: (name in the address, label, word for all, choices, value chosen)."""
    names = names_of(member.school)
    owned = tuple((code, names[code]) for code in EquipmentOwner.values)
    return (
        ("type", "Type", "Tous", types, asked.type),
        ("salle", "Salle", "Toutes", rooms, asked.room),
        ("proprietaire", "Propriétaire", "Tous", owned, asked.owner),
        ("payeur", "Acheté par", "Tous", owned, asked.payer),
        ("age", "Âge", "Tous", AGES, asked.age),
        ("garantie", "Garantie", "Toutes", WARRANTIES, asked.warranty),
        ("tri", "Ranger par", "", SORTS, asked.sort),
    )
