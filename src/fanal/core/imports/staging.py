"""Keep the lines of a table, write what is planned for each, prove what was shown. Set-based SQL only."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched, islice
from typing import TYPE_CHECKING, Any

from django.db import connection

from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.forms.hidden_signs import without_hidden
from fanal.core.imports.columns import remembered_by
from fanal.core.imports.forbidden_columns import named, never_read, refused_headers
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.planned import Planned, root_of
from fanal.core.sheets import Table

if TYPE_CHECKING:
    from fanal.accounts.models import School

BATCH = 5000
SEEN = 200  # lines that tell what a column holds
MOST_LINES = 20_000
# What a line of a table may do; a departure is an absence, told by no line.
EFFECTS = tuple(effect for effect in ImportLine.Effect.values if effect != ImportLine.Effect.GONE)


def deposit(
    school: "School",
    kind: str,
    table: Table,
    *,
    name: str,
    columns: Sequence[str],
    person_id: int | None,
    now: datetime,
    holds_people: bool = True,
    most: int = MOST_LINES,
) -> Import:
    """Keep the lines of a table as they were read; nothing is decided yet. Raises RuleBroken when empty.

    Columns of passwords and national numbers fill no field, and their cells are not kept. Nor are the signs
    that nobody sees: whoever made the file did not type them.
    """
    headers = [without_hidden(header) for header in table.headers]
    if holds_people:
        if reasons := refused_headers(headers):
            raise RuleBroken(reasons)
        headers = named(headers, (cells for _, cells in islice(table.numbered(), SEEN)))
    never = never_read(headers)
    if not len(table):
        raise RuleBroken("Ce tableau n’a aucune ligne sous ses en-têtes : vérifiez que c’est le bon fichier.")
    if len(table) > most:
        raise RuleBroken(
            f"Ce tableau a plus de {most} lignes : découpez-le en plusieurs fichiers, puis recommencez."
        )
    imported = Import.objects.create(
        school=school,
        number=next_number(school.pk, "import"),
        kind=kind,
        name=_with_sheet(name, table)[-120:] or "Texte collé",
        sha256=table.source_sha256,
        headers=headers,
        columns=["" if rank in never else code for rank, code in enumerate(columns)],
        made_by_id=person_id,
        made_at=now,
    )
    _stage(imported, table.without(never))
    return imported


def _with_sheet(name: str, table: Table) -> str:
    """« Actions.ods (feuille 2026) » where a workbook has several sheets: which one was read."""
    return f"{name} (feuille {table.sheet[:40]})" if len(table.sheet_names) > 1 else name


def _stage(imported: Import, table: Table) -> None:
    for batch in batched(table.numbered(), BATCH):
        lines, cells = zip(*batch, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{ImportLine._meta.db_table}" '
                "(school_id, imported_id, line, cells, effect, reasons) "
                "SELECT %s, %s, line, cells, '', '[]' "
                "FROM unnest(%s::int[], %s::jsonb[]) AS given(line, cells)",
                [imported.school_id, imported.pk, list(lines), [_as_json(row) for row in cells]],
            )


def _as_json(cells: Sequence[str]) -> str:
    return json.dumps([without_hidden(cell) for cell in cells])


def remembered_columns(school: "School", kind: str) -> dict[str, str]:
    """What the people of this school chose for headers before, the latest choice first."""
    choices: dict[str, str] = {}
    earlier = Import.objects.for_school(school).filter(kind=kind).exclude(stage=Import.Stage.DEPOSITED)
    for headers, columns in earlier.order_by("-made_at").values_list("headers", "columns")[:5]:
        choices = remembered_by(headers, columns) | choices
    return choices


def remembered_words(school: "School", kind: str) -> dict[str, dict[str, str]]:
    """What the people of this school chose for the words of each column before, the latest choice first."""
    choices: dict[str, dict[str, str]] = {}
    earlier = Import.objects.for_school(school).filter(kind=kind).exclude(stage=Import.Stage.DEPOSITED)
    for words in earlier.order_by("-made_at").values_list("words", flat=True)[:5]:
        for code, words_of_code in words.items():
            choices[code] = words_of_code | choices.get(code, {})
    return choices


def staged_lines(imported: Import) -> Iterator[tuple[int, list[str]]]:
    """Pairs of (line of the file, cells), in the file's order."""
    return (line for batch in staged_batches(imported) for line in batch)


def staged_batches(imported: Import) -> Iterator[list[tuple[int, list[str]]]]:
    """The same, a batch at a time: each is asked for when it is wanted, and the memory holds no other."""
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).order_by("line")
    last = -1
    while batch := list(lines.filter(line__gt=last).values_list("line", "cells")[:BATCH]):
        yield batch
        last = batch[-1][0]


def locked_import(imported: Import) -> Import:
    """The import as it is now, held until the transaction ends; RuleBroken when it is done already."""
    imported = Import.objects.for_school(imported.school_id).locked(imported.pk)
    if imported.stage == Import.Stage.APPLIED:
        raise RuleBroken("Cet import est déjà fait : déposez de nouveau le fichier pour recommencer.")
    return imported


def counts_of(imported: Import) -> dict[str, Any]:
    """What the journal keeps of an import: its file, its counts, and the hash of its lines."""
    return {
        "root": imported.root,
        "file": imported.sha256,
        "read": imported.read,
        "created": imported.created,
        "changed": imported.changed,
        "unchanged": imported.unchanged,
        "refused": imported.refused,
    }


def write_plan(imported: Import, planned: Sequence[Planned]) -> None:
    """Keep what each line would do, with its counts. Changes nothing else."""
    for batch in batched(planned, BATCH):
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{ImportLine._meta.db_table}" AS l SET effect = p.effect, target = p.target, '
                "before = p.before, after = p.after, reasons = p.reasons "
                "FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::jsonb[], %s::jsonb[], %s::jsonb[]) "
                "AS p(line, effect, target, before, after, reasons) "
                "WHERE l.school_id = %s AND l.imported_id = %s AND l.line = p.line",
                [*_columns_of(batch), imported.school_id, imported.pk],
            )
    counts = {effect: sum(change.effect == effect for change in planned) for effect in EFFECTS}
    imported.stage, imported.root = Import.Stage.PLANNED, root_of(planned)
    imported.read = len(planned)
    for effect, count in counts.items():
        setattr(imported, effect, count)
    imported.save()


def _columns_of(batch: Sequence[Planned]) -> list[list[Any]]:
    def text(value: Any) -> str | None:
        return None if value is None else json.dumps(value)

    return [
        [change.line for change in batch],
        [change.effect for change in batch],
        [change.target for change in batch],
        [text(change.before) for change in batch],
        [text(change.after) for change in batch],
        [text(change.reasons) for change in batch],
    ]


def stored_root(imported: Import) -> str:
    """The hash recomputed from the lines kept: equal to the journal's, or somebody touched them.

    Lines that created a row are hashed as shown, before they had one.
    """
    rows = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).order_by("line")
    return root_of(
        Planned(
            row.line,
            row.effect,
            None if row.effect == ImportLine.Effect.CREATED else row.target,
            row.before,
            row.after,
            row.reasons,
        )
        for row in rows.iterator(chunk_size=BATCH)
    )
