"""What stands above and below the list: chips with their counts, choices, the columns of an export."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Value

from fanal.accounts.members import Member
from fanal.core.http import PER_PAGE
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import Owner
from fanal.equipment.querysets import EquipmentQuerySet, sort_key
from fanal.equipment.rules.fleet import Age
from fanal.equipment.rules.listing import Filter, Sort, StateView, Warranty


@dataclass(frozen=True)
class Chip:
    """One filter above the list."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Choice:
    """One choice of a select of the filter; `value` is empty for « all »."""

    value: Any
    label: str
    chosen: bool


def rows_of(member: Member, asked: Filter, today: date) -> EquipmentQuerySet:
    """The rows of the list, the page and the export alike."""
    narrowed = Equipment.objects.visible_to(member).narrowed(asked, today)
    return narrowed.filter(state__in=asked.state.states).in_order(asked.sort).for_list()


def chips(member: Member, asked: Filter, today: date) -> list[Chip]:
    """How many in each state under the other filters, in one query; an empty state has no chip."""
    rows = Equipment.objects.visible_to(member).narrowed(asked, today).order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    totals = {view: sum(counts.get(state, 0) for state in view.states) for view in StateView}
    return [
        Chip(view.label, f"?{asked.with_state(view).query}", total, view is asked.state)
        for view, total in totals.items()
        if total or view in {asked.state, StateView.PRESENT}
    ]


def _choices(pairs: Any, chosen: Any) -> list[Choice]:
    return [Choice(value, label, value == chosen) for value, label in pairs]


def page_of(rows: EquipmentQuerySet, chips: list[Chip], number: str | None) -> Page:
    """One page of the list; the chips have already counted its rows."""
    paginator = Paginator(rows, PER_PAGE)
    paginator.count = next(chip.count for chip in chips if chip.current)
    return paginator.get_page(number)


Named = list[tuple[int, str]]


def types_and_rooms(member: Member) -> tuple[Named, Named]:
    """The types and the rooms still in use, sorted, in one query."""
    types = EquipmentType.objects.for_school(member.school).order_by()
    rooms = Room.objects.visible_to(member).in_use().order_by()
    both = [
        rows.values_list(Value(kind), "pk", "name", sort_key("name"))
        for kind, rows in (("type", types), ("room", rooms))
    ]
    found = sorted(both[0].union(both[1], all=True), key=lambda row: row[3])
    named: dict[str, Named] = {"type": [], "room": []}
    for kind, pk, name, _ in found:
        named[kind].append((pk, name))
    return named["type"], named["room"]


def selects(types: Named, rooms: Named, asked: Filter) -> list[tuple[str, str, str, list[Choice]]]:
    """The selects of the filter: (name in the address, label, word for all, choices)."""
    warranties = [(warranty.value, warranty.label) for warranty in Warranty]
    orders = [(sort.value, sort.label) for sort in Sort]
    return [
        ("type", "Type", "Tous", _choices(types, asked.type)),
        ("salle", "Salle", "Toutes", _choices(rooms, asked.room)),
        ("proprietaire", "Propriétaire", "Tous", _choices(Owner.choices, asked.owner)),
        ("payeur", "Acheté par", "Tous", _choices(Owner.choices, asked.payer)),
        ("age", "Âge", "Tous", _choices([(age.value, age.label) for age in Age], asked.age)),
        ("garantie", "Garantie", "Toutes", _choices(warranties, asked.warranty)),
        ("tri", "Ranger par", "", _choices(orders, asked.sort)),
    ]


COLUMNS = (
    ("N°", lambda row: row.number),
    ("Nom", lambda row: row.name),
    ("Type", lambda row: row.type.name),
    ("Marque", lambda row: row.maker),
    ("Modèle", lambda row: row.model),
    ("Salle", lambda row: row.room.name if row.room else ""),
    ("État", lambda row: row.get_state_display()),
    ("Propriétaire", lambda row: row.get_owner_display()),
    ("N° de série", lambda row: row.serial),
    ("N° d’inventaire de la collectivité", lambda row: row.authority_number),
    ("N° d’inventaire de l’établissement", lambda row: row.school_number),
    ("Acheté le", lambda row: row.bought_on),
    ("Garantie jusqu’au", lambda row: row.warranty_until),
)
