"""An export of many schools at once: what an académie or an authority brings for those that use Fanal.

Every school gets an import of its own, as if it had brought the file; where too many would leave, the plan
waits for somebody of that school. All in one transaction: all schools or none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    stage_given,
)
from fanal.people_files.actions.planning import concerns, uais_of_file
from fanal.people_files.formats.given import ReadFile, read_pieces


@dataclass(frozen=True)
class Brought:
    """What happened in one school; `waits` says why its plan was not applied."""

    school: School
    imported: Import | None
    waits: str = ""


def import_everywhere(paths: Sequence[Path], *, today: date, now: datetime, by: Actor) -> list[Brought]:
    """Read, plan and apply these pieces of one export in every open school they describe.

    Raises RuleBroken.
    """
    given = read_pieces(paths)
    try:
        with transaction.atomic():
            stage_given(given)
            return list(_each(given, today, now, by))
    finally:
        given.close()


def _each(given: ReadFile, today: date, now: datetime, by: Actor) -> Iterator[Brought]:
    uais = uais_of_file()
    for school in School.objects.open_on(today).order_by("uai"):
        with scope(school):
            if school.uai in uais or concerns(school.pk, given.source):
                yield _one(school, given, today, now, by)


def _one(school: School, given: ReadFile, today: date, now: datetime, by: Actor) -> Brought:
    try:
        made = plan_people(school, given, today=today, now=now, by=by)
    except RuleBroken as refusal:
        return Brought(school, None, " ".join(refusal.reasons))
    if question := departures_question(made):
        return Brought(school, made, question)
    apply_people(made, root=made.root, are_departures_true=False, today=today, now=now, by=by)
    return Brought(school, made)
