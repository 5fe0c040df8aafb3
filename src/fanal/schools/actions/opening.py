"""Opening many schools from a table: read, said, then written. The same file twice opens nothing more."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies import installation as policies
from fanal.accounts.policies.rights import require
from fanal.core.errors import Refused, RuleBroken
from fanal.core.imports.columns import match_columns
from fanal.core.sheets.table import Table
from fanal.core.tenancy import scope
from fanal.people.actions.invitations import Guest, invite_person
from fanal.people.actions.joining import joining_address
from fanal.schools.actions.school import NewSchool, create_school
from fanal.schools.rules.opening import FIELDS, OpeningLine, read_line

NEEDED = ("uai", "name", "zone")
KeepLinks = Callable[[str, tuple[tuple[str, str], ...]], None]  # the UAI, then each address with its link


@dataclass(frozen=True)
class Opened:
    """What became of a line: the school, or why nothing was done."""

    line: OpeningLine
    school: School | None = None
    reasons: tuple[str, ...] = ()
    was_open: bool = False


def plan_opening(table: Table) -> list[OpeningLine]:
    """The schools that a table describes, in its order; RuleBroken when a column is missing."""
    columns = match_columns(table.headers, FIELDS)
    if missing := [field.label for field in FIELDS if field.code in NEEDED and field.code not in columns]:
        raise RuleBroken(f"Il manque la colonne {', '.join(f'« {label} »' for label in missing)}.")
    headings = zip(table.headers, columns, strict=True)
    if unknown := [heading.strip() for heading, code in headings if heading.strip() and not code]:
        raise RuleBroken(
            f"Ces colonnes ne sont pas connues : {', '.join(f'« {heading} »' for heading in unknown)}. "
            f"Retirez-les, ou nommez-les parmi : {', '.join(field.label for field in FIELDS)}."
        )
    lines = [
        read_line(number, {code: cell for code, cell in zip(columns, cells, strict=False) if code})
        for number, cells in table.numbered()
    ]
    return list(_without_repeats(lines))


def open_schools(
    lines: list[OpeningLine], *, today: date, now: datetime, by: Actor, keep_links: KeepLinks
) -> Iterator[Opened]:
    """Open each school that is not, in a transaction of its own: one refusal keeps no other from opening.

    `keep_links` keeps the links of its guests before the school is open: a run cut anywhere loses none.
    Links of a school that did not open after all open nothing.
    """
    require(policies.create_school, by, None)
    open_here = set(School.objects.values_list("uai", flat=True))
    for line in lines:
        if line.problems:
            yield Opened(line, reasons=line.problems)
        elif line.uai in open_here:
            yield Opened(line, was_open=True)
        else:
            yield _open(line, today=today, now=now, by=by, keep_links=keep_links)


def _open(line: OpeningLine, *, today: date, now: datetime, by: Actor, keep_links: KeepLinks) -> Opened:
    new = NewSchool(
        uai=line.uai,
        name=line.name,
        kind=School.Kind(line.kind),
        status=School.Status(line.status),
        zone=School.Zone(line.zone),
        authority=line.authority,
        academy=line.academy,
        city=line.city,
    )
    try:
        with transaction.atomic():
            school = create_school(new, by=by)
            with scope(school):
                links = tuple(_invite(school, line, today=today, now=now, by=by))
            keep_links(line.uai, links)
    except Refused as refusal:
        return Opened(line, reasons=tuple(refusal.reasons))
    return Opened(line, school)


def _invite(
    school: School, line: OpeningLine, *, today: date, now: datetime, by: Actor
) -> Iterator[tuple[str, str]]:
    for email, role in ((line.head_email, Role.HEAD), (line.lead_email, Role.DIGITAL_LEAD)):
        if not email:
            continue
        roles = [role, Role.TEACHER] if role == Role.DIGITAL_LEAD else [role]
        invitation = invite_person(school, Guest(email), roles, today=today, now=now, by=by)
        if invitation is not None:
            yield invitation.email, joining_address(invitation)


def _without_repeats(lines: list[OpeningLine]) -> Iterator[OpeningLine]:
    """A number told on two lines: neither is opened, since nobody knows which one is right."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.uai] = counts.get(line.uai, 0) + 1
    for line in lines:
        if line.uai and counts[line.uai] > 1:
            why = f"Le numéro {line.uai} est donné sur plusieurs lignes : gardez-en une."
            line = replace(line, problems=(*line.problems, why))
        yield line
