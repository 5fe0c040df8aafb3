"""Undoing an import: what it created goes, what it changed is as before, what was touched since stays."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.touched import changed_later, written_since
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.core.text.french import counted
from fanal.equipment.models import Building, Equipment, EquipmentType, Label, Room, Site
from fanal.equipment.policies import equipment as policies
from fanal.equipment_import.rules.fields import KEPT
from fanal.equipment_import.rules.recognition import is_same

COLUMNS = {"holder": "holder_id"}


@dataclass(frozen=True)
class Undone:
    """How many records went, how many are as before, how many stay because somebody touched them.

    `unnamed`: how many stay because their former type or room is no longer there under its name.
    """

    removed: int
    restored: int
    kept: int
    unnamed: int = 0

    @property
    def sentence(self) -> str:
        done = (
            f"L’import est annulé : {counted(self.removed, 'équipement retiré', 'équipements retirés')}, "
            f"{counted(self.restored, 'remis comme avant', 'remis comme avant')}."
        )
        if self.kept:
            stay = counted(self.kept, "équipement touché", "équipements touchés")
            done += f" {stay} depuis l’import rest{'e' if self.kept == 1 else 'ent'} en place."
        if self.unnamed:
            stay = counted(self.unnamed, "équipement reste", "équipements restent")
            done += f" {stay} comme l’import l’a écrit : l’ancien type ou l’ancienne salle n’a plus ce nom."
        return done


@transaction.atomic
def undo_import(imported: Import, *, now: datetime, by: Actor) -> Undone:
    """Take back what an import wrote, but for the records that somebody touched since."""
    imported = Import.objects.for_school(imported.school_id).locked(imported.pk)
    require(policies.undo_import, by, imported)
    lines = list(
        ImportLine.objects.for_school(imported.school_id).filter(
            imported=imported, effect__in=("created", "changed")
        )
    )
    targets = [line.target for line in lines if line.target]
    rows = Equipment.objects.for_school(imported.school_id).filter(pk__in=targets)
    records = {row.pk: row for row in rows.select_related("type", "room").select_for_update(of=("self",))}
    touched = written_since(imported, records.values()) | changed_later(imported, records)
    removed = _remove(imported, [line for line in lines if line.effect == "created"], records, touched)
    changed = [line for line in lines if line.effect == "changed"]
    restored, unnamed = _restore(imported, changed, records, touched)
    _remove_places(imported)
    imported.undone_at = now
    imported.save(update_fields=["undone_at"])
    done = Undone(removed, restored, len(lines) - removed - restored - unnamed, unnamed)
    journal.noted(
        imported,
        by=by,
        verb="equipment.import_undone",
        removed=removed,
        restored=restored,
        kept=done.kept + unnamed,
    )
    return done


def _says(record: Equipment, values: dict[str, Any]) -> bool:
    """Whether the record still says what the import wrote."""
    return all(is_same(code, value, _value(record, code)) for code, value in values.items() if code in KEPT)


def _value(record: Equipment, code: str) -> Any:
    value = getattr(record, COLUMNS.get(code, code))
    if code in {"type", "room"}:
        return value.name if value else None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _remove(
    imported: Import, lines: Iterable[ImportLine], records: dict[int, Equipment], touched: Collection[int]
) -> int:
    mine = [
        line.target
        for line in lines
        if line.target in records
        and line.target not in touched
        and _says(records[line.target], line.after or {})
    ]
    gone = _unused(Equipment.objects.for_school(imported.school_id).filter(pk__in=mine), imported.school_id)
    Label.objects.for_school(imported.school_id).filter(equipment__in=gone).delete()
    Equipment.objects.for_school(imported.school_id).filter(pk__in=gone).delete()
    return len(gone)


def _unused(rows: SchoolOwnedQuerySet, school_id: int) -> list[int]:
    """Those that nothing else names: no request, no machine, no visit. Their labels go with them."""
    unused: set[int] = set(rows.values_list("pk", flat=True))
    for link in rows.model._meta.related_objects:
        model, name = link.related_model, link.field.name
        if model is not Label and isinstance(model, type) and issubclass(model, SchoolOwned):
            used = model.objects.for_school(school_id).filter(**{f"{name}__in": unused})
            unused -= set(used.values_list(name, flat=True))
    return sorted(unused)


def _restore(
    imported: Import, lines: Iterable[ImportLine], records: dict[int, Equipment], touched: Collection[int]
) -> tuple[int, int]:
    """How many are as before, and how many stay because a name of before is no longer there."""
    rooms = dict(Room.objects.for_school(imported.school_id).values_list("name", "pk"))
    types = dict(EquipmentType.objects.for_school(imported.school_id).values_list("name", "pk"))
    count = unnamed = 0
    for line in lines:
        record = records.get(line.target or 0)
        if record is None or record.pk in touched or not _says(record, line.after or {}):
            continue
        values = {code: value for code, value in (line.before or {}).items() if code in KEPT}
        if values.get("type", "") not in {"", *types} or (values.get("room") or "") not in {"", *rooms}:
            unnamed += 1
            continue
        columns = {
            {"type": "type_id", "room": "room_id"}.get(code, COLUMNS.get(code, code)): value
            for code, value in values.items()
        }
        if "owner" in values:
            columns["is_owner_known"] = False  # what it was is not kept, and a guess is never taken as said
        if "type" in values:
            columns["type_id"] = types[values["type"]]
        if "room" in values:
            columns["room_id"] = rooms.get(values["room"])
        Equipment.objects.for_school(imported.school_id).filter(pk=record.pk).update(**columns)
        count += 1
    return count, unnamed


def _remove_places(imported: Import) -> None:
    """The rooms, types, buildings and sites that this import made, when nothing is left in them."""
    made, school = imported.creations, imported.school_id
    wanted = {
        kind: [name for name, is_wanted in made.get(kind, {}).items() if is_wanted]
        for kind in ("rooms", "types")
    }
    for rows in (
        Room.objects.for_school(school).filter(name__in=wanted["rooms"]),
        EquipmentType.objects.for_school(school).filter(name__in=wanted["types"]),
        Building.objects.for_school(school).filter(pk__in=made.get("buildings", [])),
        Site.objects.for_school(school).filter(pk__in=made.get("sites", [])),
    ):
        rows.filter(pk__in=_unused(rows, school)).delete()
