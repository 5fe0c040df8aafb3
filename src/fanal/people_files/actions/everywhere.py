"""An export of many schools at once: what an académie or an authority brings for those that use Fanal.

Every school gets an import of its own, as if it had brought the file; where too many would leave, the plan
waits for somebody of that school. All in one transaction: all schools or none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.people_files.actions.imports import (
    apply_people,
    departures_question,
    plan_people,
    stage_file,
)
from fanal.people_files.actions.planning import concerns, uais_of_file
from fanal.people_files.actions.staged_export import keep_only
from fanal.people_files.formats.read_file import NUMBERS, ReadFile, read_pieces

NOT_OPEN = "Cet établissement n’est pas ouvert ici : « fanal school create »."


@dataclass(frozen=True)
class Brought:
    """What happened in one school; `waits` says why its plan was not applied.

    `school` is None where a file names one that is not open here: its `uai` says which.
    """

    uai: str
    school: School | None
    imported: Import | None
    waits: str = ""


def import_everywhere(paths: Sequence[Path], *, today: date, now: datetime, by: Actor) -> list[Brought]:
    """Read, plan and apply these pieces of one export in every open school they describe.

    Raises RuleBroken.
    """
    read_file = read_pieces(paths)
    try:
        with transaction.atomic():
            shares = _shares(read_file)
            return [brought for uai, share in shares for brought in _each(uai, share, today, now, by)]
    finally:
        read_file.close()


def _shares(read_file: ReadFile) -> list[tuple[str, ReadFile]]:
    """Part the files by the school that a heading names, as in SIECLE and STS; or leave them together.

    Of an export that describes many schools the heading names none, and its lines say whose each is.
    """
    uais = sorted({header["uai"] for header in read_file.headers})
    if "" in uais:
        return [("", read_file)]
    return [(uai, _share_of(uai, read_file)) for uai in uais]


def _share_of(uai: str, read_file: ReadFile) -> ReadFile:
    headers = [header for header in read_file.headers if header["uai"] == uai]
    files = {header["file"] // NUMBERS for header in headers}
    return replace(read_file, headers=headers, files=[read_file.files[rank] for rank in sorted(files)])


def _each(uai: str, read_file: ReadFile, today: date, now: datetime, by: Actor) -> Iterator[Brought]:
    stage_file(read_file)
    if uai:
        keep_only([header["file"] for header in read_file.headers])
    uais, is_met = uais_of_file() | {uai}, False
    for school in School.objects.open_on(today).order_by("uai"):
        with scope(school):
            if school.uai in uais or (not uai and concerns(school.pk, read_file.source)):
                is_met = True
                yield _one(school, read_file, today, now, by)
    if uai and not is_met:
        yield Brought(uai, None, None, NOT_OPEN)


def _one(school: School, read_file: ReadFile, today: date, now: datetime, by: Actor) -> Brought:
    try:
        imported = plan_people(school, read_file, today=today, now=now, by=by)
    except RuleBroken as refusal:
        return Brought(school.uai, school, None, " ".join(refusal.reasons))
    if question := departures_question(imported):
        return Brought(school.uai, school, imported, question)
    apply_people(imported, root=imported.root, are_departures_true=False, today=today, now=now, by=by)
    return Brought(school.uai, school, imported)
