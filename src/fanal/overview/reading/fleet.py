"""The equipment of all an authority's schools. Whoever holds a machine is never read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F

from fanal.accounts.models import Authority, School
from fanal.accounts.models.partner import Partner
from fanal.core.database.french_order import sort_key
from fanal.core.pages.filter_chips import FilterChip
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.rules.listing import StateView
from fanal.equipment.rules.warranty import is_covered
from fanal.overview.reading.choices import (
    Select,
    only,
    school_select,
    select,
    uais_of,
)
from fanal.overview.rules.fleet import (
    ANY_OWNER,
    ENDING_DAYS,
    Cover,
    FleetFilter,
    Order,
    read_filter,
)


@dataclass(frozen=True)
class MachineRow:
    """One machine and its school."""

    equipment: Equipment
    school: School
    owner: str
    is_covered: bool
    is_ending: bool


def filter_of(partner: Partner, query: Any) -> FleetFilter:
    return read_filter(query, schools=uais_of(partner.schools))


def selects(partner: Partner, filters: FleetFilter) -> list[Select]:
    """The selects of the filter; the types are those that the schools named (one query)."""
    named = EquipmentType.objects.for_schools(partner.schools).order_by().values_list("name", flat=True)
    types = [(name, name) for name in sorted(set(named.distinct()))]
    owners = [*_owners(partner).items(), (ANY_OWNER, "Tous")]
    return [
        school_select(partner.schools, filters.school),
        select("type", "Type", "Tous", types, filters.type),
        select("garantie", "Garantie", "Toutes", [(c.value, c.label) for c in Cover], filters.cover),
        select("proprietaire", "Propriétaire", "", owners, filters.owner or ANY_OWNER),
        select("tri", "Ranger par", "", [(o.value, o.label) for o in Order], filters.order),
    ]


def _owners(partner: Partner) -> dict[str, str]:
    """Every owner by its code, the authority by its own type: « Département », « Région »."""
    own = partner.body.get_kind_display() if isinstance(partner.body, Authority) else ""
    return {str(code): str(label) for code, label in EquipmentOwner.choices} | (
        {"authority": own} if own else {}
    )


def _covered(rows: EquipmentQuerySet, cover: Cover | None, today: date) -> EquipmentQuerySet:
    match cover:
        case Cover.ENDING:
            return rows.filter(
                warranty_until__gte=today, warranty_until__lt=today + timedelta(days=ENDING_DAYS)
            )
        case Cover.COVERED:
            return rows.filter(warranty_until__gte=today)
        case Cover.OVER:
            return rows.filter(warranty_until__lt=today)
        case Cover.UNKNOWN:
            return rows.filter(warranty_until__isnull=True)
    return rows


def _narrowed(partner: Partner, filters: FleetFilter, today: date) -> EquipmentQuerySet:
    rows = Equipment.objects.for_schools(only(partner.schools, filters.school))
    equal = {"owner": filters.owner, "type__name": filters.type}
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    return _covered(rows, filters.cover, today).matching(filters.words)


def chips(partner: Partner, filters: FleetFilter, today: date) -> list[FilterChip]:
    """How many in each state under the other filters, in one query; an empty state has no chip."""
    rows = _narrowed(partner, filters, today).order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    totals = {view: sum(counts.get(state, 0) for state in view.states) for view in StateView}
    return [
        FilterChip(view.label, f"?{filters.with_state(view).query}", total, view is filters.state)
        for view, total in totals.items()
        if view in {filters.state, StateView.PRESENT} or (total and view is not StateView.DOWN)
    ]


def rows_of(partner: Partner, filters: FleetFilter, today: date) -> EquipmentQuerySet:
    """The rows of the page and of the export alike."""
    first = {
        Order.WARRANTY: [F("warranty_until").asc(nulls_last=True)],
        Order.OLDEST: [F("bought_on").asc(nulls_last=True)],
    }.get(filters.order, [])
    rows = _narrowed(partner, filters, today).filter(state__in=filters.state.states)
    return (
        rows.order_by(*first, sort_key("school__name"), sort_key("name"), "pk")
        .select_related("type", "room")
        .only(
            "number",
            "school_id",
            "name",
            "state",
            "maker",
            "model",
            "serial",
            "authority_number",
            "owner",
            "bought_on",
            "warranty_until",
            "type__name",
            "type__school_id",
            "room__name",
            "room__school_id",
        )
    )


def lines_of(partner: Partner, rows: Iterable[Equipment], today: date) -> Iterable[MachineRow]:
    schools, owners = {school.pk: school for school in partner.schools}, _owners(partner)
    for row in rows:
        until = row.warranty_until
        is_ending = until is not None and 0 <= (until - today).days < ENDING_DAYS
        yield MachineRow(row, schools[row.school_id], owners[row.owner], is_covered(until, today), is_ending)


COLUMNS = (
    ("Établissement", lambda line: line.school.name),
    ("UAI", lambda line: line.school.uai),
    ("N°", lambda line: line.equipment.number),
    ("Nom", lambda line: line.equipment.name),
    ("Type", lambda line: line.equipment.type.name),
    ("Marque", lambda line: line.equipment.maker),
    ("Modèle", lambda line: line.equipment.model),
    ("Salle", lambda line: line.equipment.room.name if line.equipment.room else ""),
    ("État", lambda line: line.equipment.get_state_display()),
    ("Propriétaire", lambda line: line.owner),
    ("N° de série", lambda line: line.equipment.serial),
    ("Votre n° d’inventaire", lambda line: line.equipment.authority_number),
    ("Acheté le", lambda line: line.equipment.bought_on),
    ("Garantie jusqu’au", lambda line: line.equipment.warranty_until),
)
