"""What stands above and below the list: chips with their counts, choices."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from django.core.paginator import Page
from django.db.models import Count, QuerySet, Value

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.database.french_order import sort_key
from fanal.core.database.prepared import prepared
from fanal.core.http.answers import PER_PAGE, InPages, ListPaginator
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.headings import ColumnHeading
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.reading.owners import names_of, owner_words
from fanal.equipment.rules.fleet import Age
from fanal.equipment.rules.kinds import KIND_ICONS
from fanal.equipment.rules.listing import TO_CONFIRM, EquipmentFilter, SortOrder, StateView, Warranty
from fanal.equipment.rules.warranty import is_covered

Named = tuple[tuple[int, str], ...]
Select = tuple[str, str, str, tuple[tuple[Any, str], ...], Any]
STATES: dict[str, str] = dict(Equipment.State.choices)
AGES = tuple((age.value, age.label) for age in Age)
WARRANTIES = tuple((warranty.value, warranty.label) for warranty in Warranty)
SORTS = tuple((sort.value, sort.label) for sort in SortOrder)
UNCONFIRMED = (TO_CONFIRM, "À confirmer")


def rows_of(member: Member, chosen_filter: EquipmentFilter, today: date) -> EquipmentQuerySet:
    """The rows of the list, the page and the export alike."""
    narrowed = Equipment.objects.visible_to(member).narrowed(chosen_filter, today)
    return narrowed.filter(state__in=chosen_filter.state.states).in_order(chosen_filter).for_list()


@prepared
def numbered(member: Member, number: int) -> EquipmentQuerySet:
    """The record of this number, if this member may see it, with all its page shows."""
    return Equipment.objects.visible_to(member).for_page().filter(number=number)


@prepared
def _page_rows(
    member: Member, today: date, *, chosen_filter: EquipmentFilter, start: int, stop: int
) -> EquipmentQuerySet:
    return rows_of(member, chosen_filter, today)[start:stop]


@prepared
def _states(member: Member, today: date, *, chosen_filter: EquipmentFilter) -> EquipmentQuerySet:
    return _by_state(member, chosen_filter, today)


def _by_state(member: Member, chosen_filter: EquipmentFilter, today: date) -> EquipmentQuerySet:
    rows = Equipment.objects.visible_to(member).narrowed(chosen_filter, today).order_by()
    return rows.values_list("state").annotate(Count("pk"))


def _is_ready_made(chosen_filter: EquipmentFilter) -> bool:
    """Words are folded into a pattern and days counted from today: a question of its own each time."""
    is_asked = chosen_filter.words or chosen_filter.pasted or chosen_filter.warranty
    return not (is_asked or chosen_filter.age or chosen_filter.is_worn)


def chips(member: Member, chosen_filter: EquipmentFilter, today: date) -> list[FilterChip]:
    """How many in each state under the other filters, in one query; an empty state has no chip."""
    every = replace(chosen_filter, state=StateView.PRESENT, sort=SortOrder.NAME, is_descending=False)
    rows = (
        _states(member, today, chosen_filter=every)
        if _is_ready_made(chosen_filter)
        else _by_state(member, every, today)
    )
    counts = dict(rows)
    totals = {view: sum(counts.get(state, 0) for state in view.states) for view in StateView}
    return [
        FilterChip(view.label, f"?{chosen_filter.with_state(view).query}", total, view is chosen_filter.state)
        for view, total in totals.items()
        if view in {chosen_filter.state, StateView.PRESENT} or (total and view is not StateView.DOWN)
    ]


def page_of(
    member: Member, chosen_filter: EquipmentFilter, today: date, chips: list[FilterChip], number: str | None
) -> Page:
    """One page of the list, as lines; the chips have already counted its rows."""

    owners = names_of(member.school)

    def cut(start: int, stop: int) -> list[EquipmentListLine]:
        if _is_ready_made(chosen_filter):
            rows = _page_rows(member, today, chosen_filter=chosen_filter, start=start, stop=stop)
        else:
            rows = list(rows_of(member, chosen_filter, today)[start:stop])
        return [line_of(row, owners, today) for row in rows]

    count = next(chip.count for chip in chips if chip.current)
    return ListPaginator(InPages(cut, lambda: count or 0), PER_PAGE).get_page(number)  # type: ignore[arg-type]


class EquipmentListLine(TypedDict):
    """What one line of the list says, in words. A mapping is read fastest: each page draws twenty-five."""

    number: str  # a text is drawn as it is, a number by the rules of a language
    name: str
    type: str
    made_as: str
    room: str | None
    room_id: str
    state: str
    tone: str
    owner: str
    serial: str
    bought: str
    kind: str
    icon: str
    warranty: str
    is_over: bool


def line_of(row: Equipment, owners: dict[str, str], today: date) -> EquipmentListLine:
    until = row.warranty_until
    return {
        "number": str(row.number),
        "name": row.name,
        "type": row.type_name,
        "made_as": row.made_as,
        "room": row.room_name,
        "room_id": str(row.room_id),
        "state": STATES[row.state],
        "tone": row.tone,
        "owner": owner_words(row, owners),
        "serial": row.serial,
        "bought": str(row.bought_on.year) if row.bought_on else "–",
        "kind": row.type_kind,
        "icon": KIND_ICONS[row.type_kind],
        "warranty": until.strftime("%d/%m/%Y") if until else "–",
        "is_over": until is not None and not is_covered(until, today),
    }


COLUMNS = (
    ("Équipement", SortOrder.NAME),
    ("Type", SortOrder.TYPE),
    ("Salle", SortOrder.ROOM),
    ("Propriétaire", None),
    ("Achat", SortOrder.OLDEST),
    ("Garantie", SortOrder.WARRANTY),
    ("État", SortOrder.STATE),
)


def headings(chosen_filter: EquipmentFilter) -> list[ColumnHeading]:
    return [_heading(label, sort, chosen_filter) for label, sort in COLUMNS]


def _heading(label: str, sort: SortOrder | None, chosen_filter: EquipmentFilter) -> ColumnHeading:
    if sort is None:
        return ColumnHeading(label)
    is_sorted, is_descending = sort is chosen_filter.sort, chosen_filter.is_descending
    other = replace(chosen_filter, sort=sort, is_descending=is_sorted and not is_descending)
    return ColumnHeading(label, f"?{other.query}", is_sorted, is_descending)


def numbers_shown(member: Member, chosen_filter: EquipmentFilter, today: date, most: int) -> list[int]:
    """The numbers of all that the filter shows, on every page of it; `most` and one at most."""
    return list(rows_of(member, chosen_filter, today).values_list("number", flat=True)[: most + 1])


def machine_names(school: School, numbers: Iterable[int]) -> list[str]:
    """Of those that are there, by name."""
    rows = Equipment.objects.for_school(school).filter(number__in=numbers)
    return list(rows.order_by(sort_key("name")).values_list("name", flat=True))


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


def held_by(member: Member, chosen_filter: EquipmentFilter) -> Person | None:
    """The person whose equipment alone is asked for, to be named to the team (one query, only then)."""
    if chosen_filter.holder is None or not member.has(*TEAM):
        return None
    return Person.objects.for_school(member.school).filter(pk=chosen_filter.holder).first()


def selects(member: Member, types: Named, rooms: Named, chosen_filter: EquipmentFilter) -> tuple[Select, ...]:
    """The selects of the filter: (name in the address, label, word for all, choices, value chosen)."""
    names = names_of(member.school)
    owned = tuple((code, names[code]) for code in EquipmentOwner.values)
    return (
        ("type", "Type", "Tous", types, chosen_filter.type),
        ("salle", "Salle", "Toutes", rooms, chosen_filter.room),
        ("proprietaire", "Propriétaire", "Tous", (*owned, UNCONFIRMED), chosen_filter.owner),
        ("payeur", "Acheté par", "Tous", owned, chosen_filter.payer),
        ("age", "Âge", "Tous", AGES, chosen_filter.age),
        ("garantie", "Garantie", "Toutes", WARRANTIES, chosen_filter.warranty),
        ("tri", "Ranger par", "", SORTS, chosen_filter.sort),
    )
