"""Importing equipment: keep the lines, choose columns and creations, then apply. Only the last writes.

The root of the lines is what was shown: applying another plan than the one shown is refused.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from fanal.accounts.members import Actor
from fanal.accounts.models import School
from fanal.accounts.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import match_columns, told_twice
from fanal.core.imports.models import Import
from fanal.core.imports.never import chosen_codes
from fanal.core.imports.planned import root_of
from fanal.core.imports.staging import (
    counts_of,
    deposit,
    locked_import,
    remembered_columns,
    staged_lines,
    write_plan,
)
from fanal.core.numbers import next_number
from fanal.core.sheets import Table
from fanal.equipment import policies
from fanal.equipment.actions import import_writing
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.rules.import_fields import FIELDS, LABELS
from fanal.equipment.rules.import_line import read_line
from fanal.equipment.rules.import_plan import KEYS, Places, Plan, plan

KIND = "equipment"
CHANGED_MEANWHILE = (
    "L’inventaire a changé depuis cet aperçu : rien n’a été importé. Regardez le nouvel aperçu, "
    "puis importez."
)


@transaction.atomic
def deposit_equipment(school: School, table: Table, *, name: str, now: datetime, by: Actor) -> Import:
    """Keep the lines of a table; its columns are matched by their headers and by earlier choices."""
    require(policies.import_equipment, by, None)
    columns = match_columns(table.headers, FIELDS, remembered_columns(school, KIND))
    return deposit(
        school, KIND, table, name=name, columns=columns, person_id=by.person_id, now=now, holds_people=False
    )


def column_refusals(columns: Sequence[str]) -> list[str]:
    """Why this choice of columns cannot be planned."""
    reasons, chosen = told_twice(columns, LABELS), [code for code in columns if code]
    if set(chosen).isdisjoint(KEYS):
        reasons.append(
            "Indiquez la colonne du n° de série ou d’un n° d’inventaire : c’est par elle que Fanal reconnaît "
            "un équipement déjà enregistré."
        )
    return reasons


@transaction.atomic
def choose_columns(imported: Import, columns: Sequence[str], *, today: date, by: Actor) -> Import:
    """Say which field each column fills, and plan the effect of every line."""
    require(policies.import_equipment, by, None)
    imported = locked_import(imported)
    imported.columns = chosen_codes(columns, imported.headers, LABELS)
    if reasons := column_refusals(imported.columns):
        raise RuleBroken(reasons)
    _plan_and_keep(imported, today)
    return imported


@transaction.atomic
def choose_creations(
    imported: Import, *, rooms: Sequence[str], types: Sequence[str], today: date, by: Actor
) -> Import:
    """Keep only these of the rooms and types to create; lines that need another are refused."""
    require(policies.import_equipment, by, None)
    imported = locked_import(imported)
    wanted = {"rooms": set(rooms), "types": set(types)}
    imported.creations = {
        kind: {name: name in wanted[kind] for name in names} for kind, names in imported.creations.items()
    }
    _plan_and_keep(imported, today)
    return imported


def _plan_and_keep(imported: Import, today: date) -> Plan:
    """Plan, and keep what the page shows. New rooms and types are ticked until somebody unticks them."""
    made = _plan(imported, today)
    before, found = imported.creations, {"rooms": made.new_rooms, "types": made.new_types}
    imported.creations = {
        kind: {name: before.get(kind, {}).get(name, True) for name in names} for kind, names in found.items()
    }
    write_plan(imported, made.lines)
    return made


def _unticked(imported: Import, kind: str) -> list[str]:
    return [name for name, ticked in imported.creations.get(kind, {}).items() if not ticked]


def _plan(imported: Import, today: date) -> Plan:
    school_id = imported.school_id
    rooms = Room.objects.for_school(school_id).values_list("name", flat=True)
    types = EquipmentType.objects.for_school(school_id).values_list("name", flat=True)
    columns = [(rank, code) for rank, code in enumerate(imported.columns) if code]
    lines = [
        read_line(line, {code: cells[rank] for rank, code in columns if rank < len(cells)}, today=today)
        for line, cells in staged_lines(imported)
    ]
    return plan(
        lines,
        Equipment.objects.for_school(school_id).as_known(),
        rooms=Places(rooms, _unticked(imported, "rooms"), "La salle"),
        types=Places(types, _unticked(imported, "types"), "Le type"),
        today=today,
    )


@transaction.atomic
def apply_import(imported: Import, *, shown: str, today: date, now: datetime, by: Actor) -> bool:
    """Do what was shown, all or nothing. False when the plan had to be made anew: nothing is written then.

    `shown` is the root of the lines on the page where the button was pressed.
    """
    require(policies.import_equipment, by, None)
    # Whoever registers equipment takes this counter first: nobody adds a record while we compare.
    next_number(imported.school_id, "equipment", count=0)
    imported = locked_import(imported)
    if imported.stage != Import.Stage.PLANNED:
        raise RuleBroken("Vérifiez d’abord les colonnes.")
    made = _plan(imported, today)
    if root_of(made.lines) != shown or imported.root != shown:
        _plan_and_keep(imported, today)
        return False
    try:
        with transaction.atomic():
            _write(imported, now, by)
    except IntegrityError:
        raise RuleBroken(CHANGED_MEANWHILE) from None
    return True


def _write(imported: Import, now: datetime, by: Actor) -> None:
    ticked = {
        kind: [name for name, yes in names.items() if yes] for kind, names in imported.creations.items()
    }
    rooms, types = ticked.get("rooms", []), ticked.get("types", [])
    import_writing.add_places(imported.school_id, rooms, types)
    import_writing.create_equipment(imported)
    import_writing.change_equipment(imported)
    imported.stage, imported.applied_at = Import.Stage.APPLIED, now
    imported.save(update_fields=["stage", "applied_at"])
    journal.noted(
        imported,
        by=by,
        says="equipment.import_applied",
        **counts_of(imported),
        new_rooms=rooms,
        new_types=types,
    )
