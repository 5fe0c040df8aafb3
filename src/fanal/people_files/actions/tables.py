"""Importing pupils or staff from any table: once its columns are chosen, it goes the way of an export."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken
from fanal.core.imports.changed import why_changed
from fanal.core.imports.columns import header_key, match_columns
from fanal.core.imports.forbidden_columns import chosen_codes
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.staging import deposit, locked_import, remembered_columns
from fanal.core.sheets import Table
from fanal.directory.models import SchoolClass, SourceRecord
from fanal.directory.policies import directory as policies
from fanal.people_files.actions.imports import KIND
from fanal.people_files.actions.plan_absences import complete_kinds
from fanal.people_files.actions.plan_matching import TABLE
from fanal.people_files.actions.planning import ImportSource
from fanal.people_files.actions.plans import plan_lines
from fanal.people_files.actions.staged_export import stage
from fanal.people_files.formats.reading import copy_line
from fanal.people_files.formats.source_line import LineKind, Manner, SourceLine, refused
from fanal.people_files.rules.cells import UnreadableCell, row_words
from fanal.people_files.rules.class_names import ClassNames
from fanal.people_files.rules.numbers import are_row_numbers, is_another
from fanal.people_files.rules.table_fields import FIELDS, LABELS, column_refusals
from fanal.people_files.rules.table_line import gather_structures, names_of, read_row
from fanal.year.rules.years import year_of

WHO = "Dites si ce tableau donne des élèves ou des personnels."


@transaction.atomic
def deposit_table(school: School, table: Table, *, name: str, now: datetime, by: Actor) -> Import:
    """Keep the lines of a table; its columns are matched by their headers and by earlier choices."""
    require(policies.import_people, by, None)
    columns = match_columns(table.headers, FIELDS, remembered_columns(school, KIND))
    if "key" in columns and are_row_numbers(cells[columns.index("key")] for _, cells in table.numbered()):
        columns[columns.index("key")] = ""
    return deposit(school, KIND, table, name=name, columns=columns, person_id=by.person_id, now=now)


@transaction.atomic
def choose_columns(
    imported: Import, columns: list[str], *, kind: str, is_complete: bool, today: date, by: Actor
) -> Import:
    """Say which field each column fills, of whom, and whether whoever is absent left; plan the effects."""
    imported = locked_import(imported)
    require(policies.import_people, by, imported)
    columns = chosen_codes(columns, imported.headers, LABELS)
    reasons = column_refusals(columns)
    if kind not in {LineKind.PUPIL, LineKind.STAFF}:
        reasons.append(WHO)
    if reasons:
        raise RuleBroken(reasons)
    imported.columns = columns
    imported.creations = {
        "source": TABLE,
        "year": year_of(today).label,
        "kind": kind,
        "is_complete": is_complete,
        "today": today.isoformat(),
    }
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported)
    lines.exclude(effect="").delete()
    with tempfile.TemporaryFile() as read:
        for line in _source_lines(imported, LineKind(kind), today):
            read.write(copy_line(0, line))
        read.seek(0)
        stage([read])
        source = ImportSource(TABLE, [], imported.creations["year"], is_alone=True, today=today)
        plan_lines(imported, source, complete_kinds(imported, source) if is_complete else [], by=by)
    return imported


def _source_lines(imported: Import, kind: LineKind, today: date) -> Iterator[SourceLine]:
    """Read the lines of the table as those of an export; `rank` is the line in the file.

    Whoever bears the number of another is known by name, and `number` says which one it was.
    """
    wanted = [(place, code) for place, code in enumerate(imported.columns) if code]
    own = next((imported.headers[place] for place, code in wanted if code == "key"), "")
    rows = ImportLine.objects.for_school(imported.school_id).filter(imported=imported, effect="")
    lines: Iterable[tuple[int, dict[str, str]]] = (
        (line, {code: cells[place] for place, code in wanted if place < len(cells)})
        for line, cells in rows.order_by("line").values_list("line", "cells").iterator()
    )
    if "structure" in imported.columns and kind is LineKind.PUPIL:
        lines = gather_structures(lines)
    named = _named_by_number(imported, kind) if own else {}
    names = _class_names(imported)
    for line, cells in lines:
        number = " ".join(cells.get("key", "").split())
        own_key = f"{header_key(own)}:{number}"[:80] if number and not why_changed(number) else ""
        try:
            key, content = read_row(cells, kind, today)
        except UnreadableCell as problem:
            words = names_of(cells) | {"row": row_words(cells.values())}
            yield refused(line, kind, "", own_key, str(problem), **words)
            continue
        if content.get("class"):
            content["class"] = names.code(content["class"])
        if content.get("classes"):
            content["classes"] = [names.code(name) for name in content["classes"]]
        if own_key and is_another(named.get(own_key, {}), content):
            own_key, content = "", content | {"number": own_key}
        yield SourceLine(line, Manner.WHOLE, kind, "", own_key or key, content)


def _class_names(imported: Import) -> ClassNames:
    """Name the classes of this year, for a table writes them as people say them."""
    classes = SchoolClass.objects.for_school(imported.school_id)
    year = imported.creations["year"]
    return ClassNames(classes.filter(school_year=year).values_list("code", "label"))


def _named_by_number(imported: Import, kind: LineKind) -> dict[str, dict[str, Any]]:
    """Read what earlier tables said of each number, or name."""
    records = SourceRecord.objects.for_school(imported.school_id).filter(source=TABLE, kind=kind)
    return dict(records.values_list("key", "content"))
