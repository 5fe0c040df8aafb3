"""Importing equipment: keep the lines, choose columns and creations, then apply. Only the last writes.

The root of the lines is what was shown: applying another plan than the one shown is refused.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

from django.db import IntegrityError, transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import double_column_problems, match_columns
from fanal.core.imports.forbidden_columns import chosen_codes
from fanal.core.imports.heading import below_title
from fanal.core.imports.models import Import
from fanal.core.imports.planned import root_of
from fanal.core.imports.staging import (
    SEEN,
    counts_of,
    deposit,
    locked_import,
    remembered_columns,
    remembered_words,
    staged_lines,
    write_plan,
)
from fanal.core.sheets import Table
from fanal.equipment.policies import equipment as policies
from fanal.equipment_import.actions import writing
from fanal.equipment_import.reading.records import existing_records
from fanal.equipment_import.reading.settled import without_settled
from fanal.equipment_import.reading.words import orders_of, standing_in, vocabulary_of
from fanal.equipment_import.rules.fields import FIELDS, LABELS
from fanal.equipment_import.rules.line import read_line
from fanal.equipment_import.rules.names import Places
from fanal.equipment_import.rules.plan import ImportPlan, plan
from fanal.equipment_import.rules.recognition import KEYS
from fanal.equipment_import.rules.values import ALL_LEFT_OUT, ANY, MAPPED, Chosen, folded, is_a_type

KIND = "equipment"
COLUMNS_FIRST = "Vérifiez d’abord les colonnes."
NUMBERS, EACH_LINE = "numbers", "each"  # kept with the words of an import
NUMBERED = (
    "Chaque ligne reçoit un numéro de Fanal, à coller en étiquette. Le même fichier importé de nouveau ne "
    "change rien ; une ligne qui y serait modifiée ferait un autre équipement : corrigez-la dans sa fiche."
)
CHANGED_MEANWHILE = (
    "L’inventaire a changé depuis cet aperçu : rien n’a été importé. Regardez le nouvel aperçu, "
    "puis importez."
)


@transaction.atomic
def deposit_equipment(school: School, table: Table, *, name: str, now: datetime, by: Actor) -> Import:
    """Keep the lines of a table; its columns are matched by their headers and by earlier choices."""
    require(policies.import_equipment, by, None)
    remembered = remembered_columns(school, KIND)

    def match(headers: Sequence[str]) -> list[str]:
        return match_columns(headers, FIELDS, remembered)

    table, skipped = below_title(table, match)
    columns = is_a_type(match(table.headers), table.headers, islice(table.rows, SEEN), remembered)
    made = deposit(
        school, KIND, table, name=name, columns=columns, person_id=by.person_id, now=now, holds_people=False
    )
    made.skipped, made.words = skipped, remembered_words(school, KIND)
    made.save(update_fields=["skipped", "words"])
    return made


def column_refusals(columns: Sequence[str], *, gives_numbers: bool = False) -> list[str]:
    """Why this choice of columns cannot be planned. `gives_numbers`: each line gets a number of Fanal's."""
    reasons, chosen = double_column_problems(columns, LABELS), [code for code in columns if code]
    if set(chosen).isdisjoint(KEYS) and not gives_numbers:
        reasons.append(
            "Indiquez la colonne du n° de série ou d’un n° d’inventaire : c’est par elle que Fanal reconnaît "
            "un équipement déjà enregistré."
        )
    return reasons


@transaction.atomic
def choose_columns(
    imported: Import, columns: Sequence[str], *, today: date, by: Actor, gives_numbers: bool = False
) -> Import:
    """Say which field each column fills, and plan the effect of every line.

    `gives_numbers`: of a list that says no number at all, each line gets one of Fanal's.
    """
    require(policies.import_equipment, by, None)
    imported = locked_import(imported)
    imported.columns = chosen_codes(columns, imported.headers, LABELS)
    if reasons := column_refusals(imported.columns, gives_numbers=gives_numbers):
        raise RuleBroken(reasons)
    imported.words[NUMBERS] = {ANY: EACH_LINE} if gives_numbers else {}
    _plan_and_keep(imported, today)
    return imported


@transaction.atomic
def choose_words(imported: Import, chosen: Chosen, *, today: date, by: Actor) -> Import:
    """Say which of our words stands for each of these words of the file, and plan again."""
    require(policies.import_equipment, by, None)
    imported = locked_import(imported)
    if imported.stage != Import.Stage.PLANNED:
        raise RuleBroken(COLUMNS_FIRST)
    for code in MAPPED:
        given = {folded(word): ours[:200] for word, ours in chosen.get(code, {}).items() if ours.strip()}
        imported.words[code] = {**imported.words.get(code, {}), **given}
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
    imported.creations |= {
        kind: {name: name in wanted[kind] for name in imported.creations.get(kind, {})} for kind in wanted
    }
    _plan_and_keep(imported, today)
    return imported


def _plan_and_keep(imported: Import, today: date) -> ImportPlan:
    """Plan, and keep what the page shows. New rooms and types are ticked until somebody unticks them."""
    made = _plan(imported, today)
    before, new_names = imported.creations, {"rooms": made.new_rooms, "types": made.new_types}
    imported.creations = {
        kind: {name: before.get(kind, {}).get(name, True) for name in names}
        for kind, names in new_names.items()
    } | {"where": made.new_places, "remarks": made.remarks}
    write_plan(imported, made.lines)
    return made


def _gives_numbers(imported: Import) -> bool:
    is_asked = imported.words.get(NUMBERS, {}).get(ANY) == EACH_LINE
    return is_asked and set(imported.columns).isdisjoint(KEYS)


def _unticked(imported: Import, kind: str) -> list[str]:
    return [name for name, ticked in imported.creations.get(kind, {}).items() if not ticked]


def _plan(imported: Import, today: date) -> ImportPlan:
    school_id = imported.school_id
    vocabulary, orders = vocabulary_of(imported), orders_of(imported)
    months_first = frozenset(code for code, order in orders.items() if order.is_month_first)
    gives_numbers = _gives_numbers(imported)
    vocabulary = replace(vocabulary, months_first=months_first, gives_numbers=gives_numbers)
    columns = [(rank, code) for rank, code in enumerate(imported.columns) if code]
    lines = [
        read_line(
            line,
            {code: cells[rank] for rank, code in columns if rank < len(cells)},
            today=today,
            vocabulary=vocabulary,
        )
        for line, cells in staged_lines(imported)
    ]
    made = plan(
        lines,
        existing_records(school_id),
        rooms=Places(
            vocabulary.rooms, _unticked(imported, "rooms"), "La salle", standing=standing_in(school_id)
        ),
        types=Places(vocabulary.types, _unticked(imported, "types"), "Le type"),
        today=today,
        is_private=imported.school.status == School.Status.PRIVATE,
    )
    made.lines = without_settled(school_id, made.lines)
    made.remarks += [NUMBERED] if gives_numbers else []
    made.remarks += [said for code, order in orders.items() for said in order.remarks(LABELS[code])]
    return made


@transaction.atomic
def apply_import(imported: Import, *, shown_root: str, today: date, now: datetime, by: Actor) -> bool:
    """Do what was shown, all or nothing. False when the plan had to be made anew: nothing is written then.

    `shown_root` is that of the lines on the page where the button was pressed.
    """
    require(policies.import_equipment, by, None)
    # Whoever registers equipment takes this counter first: nobody adds a record while we compare.
    next_number(imported.school_id, "equipment", count=0)
    imported = locked_import(imported)
    if imported.stage != Import.Stage.PLANNED:
        raise RuleBroken(COLUMNS_FIRST)
    made = _plan(imported, today)
    if root_of(made.lines) != shown_root or imported.root != shown_root:
        _plan_and_keep(imported, today)
        return False
    try:
        with transaction.atomic():
            _write(imported, now, by)
    except IntegrityError:
        raise RuleBroken(CHANGED_MEANWHILE) from None
    return True


def _write(imported: Import, now: datetime, by: Actor) -> None:
    created = imported.creations
    rooms, types = (
        [name for name, is_wanted in created.get(kind, {}).items() if is_wanted]
        for kind in ("rooms", "types")
    )
    made = writing.add_places(imported.school_id, rooms, types, created.get("where", {}))
    writing.create_equipment(imported)
    writing.change_equipment(imported)
    imported.stage, imported.applied_at = Import.Stage.APPLIED, now
    imported.creations = created | {"sites": made.sites, "buildings": made.buildings}
    if imported.words.get("holder"):
        imported.words["holder"] = ALL_LEFT_OUT  # the answer is kept, and no name of people
    imported.save(update_fields=["stage", "applied_at", "creations", "words"])
    journal.noted(
        imported,
        by=by,
        verb="equipment.import_applied",
        **counts_of(imported),
        new_rooms=rooms,
        new_types=types,
    )
