"""The equipment of a school, for programs: the same records as the pages, never more."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from ninja import Path, Router, Schema

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import found_or_404
from fanal.core.http.api import Number, Paged, PageNumber, Words, answers, page_of
from fanal.equipment.models import Equipment
from fanal.equipment.reading.listing import numbered, rows_of
from fanal.equipment.reading.merge import kept_for
from fanal.equipment.rules.listing import EquipmentFilter, SortOrder, StateView

router = Router(tags=["equipment"])
PRESENT, ALL = EquipmentFilter(sort=SortOrder.NAME), EquipmentFilter(sort=SortOrder.NAME, state=StateView.ALL)


class EquipmentLine(Schema):
    """One record of the list. `state`: stock, service, broken, repair, lost, stolen, disposed.

    `is_owner_known`: false while nobody said whose it is; `owner` is then a guess.
    """

    number: int
    name: str
    type: str
    state: str
    maker: str
    model: str
    serial: str
    authority_number: str
    school_number: str
    owner: str
    is_owner_known: bool
    room: str | None
    bought_on: date | None
    warranty_until: date | None
    url: str


class EquipmentPage(Paged):
    items: list[EquipmentLine]


class EquipmentOut(EquipmentLine):
    """One record. `price_cents` in cents of euros; a partner never learns its `holder`."""

    payer: str
    is_pedagogical: bool
    price_cents: int | None
    holder: str | None
    note: str


ON_ROW = (
    "number",
    "name",
    "state",
    "maker",
    "model",
    "serial",
    "authority_number",
    "school_number",
    "owner",
    "is_owner_known",
    "bought_on",
    "warranty_until",
)
ON_RECORD = (*ON_ROW, "payer", "is_pedagogical", "price_cents", "note")


def _as_json(request: SchoolRequest, row: Equipment, names: tuple[str, ...], **more: Any) -> dict[str, Any]:
    page = reverse("equipment:equipment_page", args=[request.member.school.uai, row.number])
    fields = {name: getattr(row, name) for name in names}
    return fields | {"url": request.build_absolute_uri(page)} | more


@router.get(
    "/equipment",
    response=answers(EquipmentPage),
    summary="Le matériel, par nom",
    operation_id="equipment_list",
)
def equipment_list(
    request: SchoolRequest, page: PageNumber = 1, q: Words = "", gone: bool = False
) -> dict[str, Any]:
    """What is present; with `gone`, also what was lost, stolen or disposed of."""
    chosen_filter = replace(ALL if gone else PRESENT, words=q)

    def say(row: Equipment) -> dict[str, Any]:
        return _as_json(request, row, ON_ROW, type=row.type_name, room=row.room_name)

    return page_of(rows_of(request.member, chosen_filter, request.today), page, say)


@router.get(
    "/equipment/{int:number}", response=answers(EquipmentOut), summary="Une fiche", operation_id="equipment"
)
def equipment_one(request: SchoolRequest, number: Path[Number]) -> dict[str, Any]:
    """A number that went into another record leads to it."""
    equipment = numbered.first(request.member, number) or found_or_404(kept_for(request.member, number))
    room = equipment.room and equipment.room.name
    holder = str(equipment.holder) if equipment.holder and not request.member.partner else None
    return _as_json(request, equipment, ON_RECORD, type=equipment.type.name, room=room, holder=holder)
