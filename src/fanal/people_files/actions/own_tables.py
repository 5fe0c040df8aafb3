"""Exporting the people and classes of a school, and planning what its own table, brought back, would change.

A line that was not touched changes nothing, and a line that left the table makes nobody leave.
"""

import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.staging import MOST_LINES
from fanal.core.sheets import Table
from fanal.directory.policies import directory as policies
from fanal.people_files.actions import plan_matching
from fanal.people_files.actions.imports import KIND, OWN
from fanal.people_files.actions.planning import ImportSource, plan
from fanal.people_files.actions.plans import settle
from fanal.people_files.actions.staged_export import stage
from fanal.people_files.formats.header import FileNature, Header
from fanal.people_files.formats.reading import copy_line
from fanal.people_files.formats.source_line import LineKind, Manner, SourceLine
from fanal.people_files.reading.own_tables import as_texts, cells_of, rows_of
from fanal.people_files.rules.own_changes import OwnLine, own_changes
from fanal.people_files.rules.own_tables import OwnTable, as_cells, columns_of, own_table
from fanal.year.rules.years import SchoolYear, year_of

EMPTY = "Cet export n’a aucune ligne sous ses en-têtes : vérifiez que c’est le bon fichier."
TOO_MANY = f"Cet export a plus de {MOST_LINES} lignes : découpez-le en plusieurs fichiers, puis recommencez."
OTHER_YEAR = "Cet export est de l’année {year}. Exportez l’année {current}, et corrigez ce fichier-là."
TWO_YEARS = "Ce fichier réunit plusieurs années scolaires : déposez un export à la fois."


@transaction.atomic
def export_table(
    school: School, table: OwnTable, year: SchoolYear, *, form: str, today: date, by: Actor
) -> list[list[object]]:
    """The lines of one of our tables; who took them out stays in the security journal."""
    require(policies.export_people, by, None)
    rows = rows_of(table, cells_of(school, table, year, today).values())
    journal.noted(
        school,
        by=by,
        verb="directory.table_exported",
        chain=journal.Chain.SECURITY,
        table=table.title,
        year=year.label,
        lines=len(rows),
        form=form,
    )
    return rows


@transaction.atomic
def deposit_own_table(
    school: School, sheet: Table, *, name: str, today: date, now: datetime, by: Actor
) -> Import:
    """Plan what one of our own tables would change here; RuleBroken when it is empty or of another year."""
    require(policies.import_people, by, None)
    table = own_table(sheet.headers)
    if table is None or not len(sheet):
        raise RuleBroken(EMPTY)
    if len(sheet) > MOST_LINES:
        raise RuleBroken(TOO_MANY)
    ranks = columns_of(table, sheet.headers)
    lines = [
        (line, as_cells({code: cells[rank] for code, rank in ranks.items()}))
        for line, cells in sheet.numbered()
    ]
    year = _year_of({cells.get("year", "") for _, cells in lines}, today)
    header = Header(FileNature.OWN, school.uai, year.first, lines=len(lines))
    imported = Import.objects.create(
        school=school,
        number=next_number(school.pk, "import"),
        kind=KIND,
        name=name[-120:] or table.title,
        sha256=sheet.source_sha256,
        headers=[header.as_json() | {"name": name[-120:]}],
        creations={"source": OWN, "year": year.label, "today": today.isoformat()},
        made_by_id=by.person_id,
        made_at=now,
    )
    _plan(imported, table, year, lines, today=today, by=by)
    return imported


def _year_of(labels: set[str], today: date) -> SchoolYear:
    """The year of the lines: this one, or the next, which is prepared in summer."""
    current, named = year_of(today), labels - {""}
    if len(named) > 1:
        raise RuleBroken(TWO_YEARS)
    label = next(iter(named), current.label)
    if label not in {current.label, current.next.label}:
        raise RuleBroken(OTHER_YEAR.format(year=label[:20], current=current.label))
    return current if label == current.label else current.next


def _plan(
    imported: Import,
    table: OwnTable,
    year: SchoolYear,
    lines: list[tuple[int, dict[str, str]]],
    *,
    today: date,
    by: Actor,
) -> None:
    school, kind = imported.school, LineKind(table.kind)
    here = cells_of(school, table, year, today)
    texts = {str(cells["id"]): as_cells(as_texts(cells)) for cells in here.values()}
    targets = {str(cells["id"]): key for key, cells in here.items() if isinstance(key, int)}
    owners = _owners(school, targets) if kind is LineKind.STAFF else {}
    judged = own_changes(kind, texts, lines, owners, today)
    is_person = kind in {LineKind.PUPIL, LineKind.STAFF}
    newcomers = [line for line in judged if is_person and line.effect == "created"]
    at_once = {"changed", "refused"} if is_person else {"created", "changed", "refused"}
    others = [line for line in judged if line.effect in at_once]
    ImportLine.objects.bulk_create(
        [_import_line(imported, place, kind, line, targets) for place, line in enumerate(others, 1)]
    )
    if newcomers:
        _plan_newcomers(imported, kind, newcomers, today)
    imported.creations |= {"nameless": 0, "same": sum(line.effect == "unchanged" for line in judged)}
    settle(imported, by=by)


def _owners(school: School, targets: dict[str, Any]) -> dict[str, str]:
    """Of each address in use here, the number of whose it is; empty for whoever left."""
    numbers = {key: number for number, key in targets.items()}
    people = Person.objects.for_school(school).exclude(email="").values_list("email", "pk")
    return {email.lower(): numbers.get(pk, "") for email, pk in people}


def _import_line(
    imported: Import, place: int, kind: LineKind, line: OwnLine, targets: dict[str, Any]
) -> ImportLine:
    """`was`: what is here, which is what this school said last; so a corrected card is written."""
    cells: dict[str, Any] = {
        "kind": kind.value,
        "key": line.number,
        "print": "",
        "file": 0,
        "rank": line.rank,
    }
    is_known = line.effect == "changed"
    if line.row:
        cells["row"] = line.row
    return ImportLine(
        school_id=imported.school_id,
        imported=imported,
        line=place,
        cells=cells | ({"match": OWN, "was": line.before} if is_known else {}),
        effect=line.effect,
        target=targets.get(line.number) if is_known else None,
        before=line.before,
        after=line.after,
        reasons=[line.why] if line.why else [],
    )


def _plan_newcomers(imported: Import, kind: LineKind, lines: Iterable[OwnLine], today: date) -> None:
    """Those of no number of ours go the way of any export: recognised, created, or left to a decision."""
    with tempfile.TemporaryFile() as read:
        for line in lines:
            key = line.number or f"ligne {line.rank}"
            read.write(
                copy_line(0, SourceLine(line.rank, Manner.WHOLE, kind, "", key[:80], line.after or {}))
            )
        read.seek(0)
        stage([read])
    plan(imported, ImportSource(OWN, [], imported.creations["year"], is_alone=True, today=today))
    plan_matching.match(imported, source=OWN, complete=[])
