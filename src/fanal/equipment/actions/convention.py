"""What is done to the convention: start from usage, write a line, confirm it, take it out."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.journal.writing import fields_of
from fanal.equipment.models import ConventionLine
from fanal.equipment.policies import equipment as policies
from fanal.equipment.rules import convention

ALREADY = "Une ligne parle déjà de ce matériel : modifiez-la plutôt que d’en ajouter une."


@transaction.atomic
def start_convention(school: School, *, by: Actor) -> int:
    """Write the starting lines of owners the convention says nothing of yet; returns how many."""
    require(policies.write_convention, by, None)
    owners = set(ConventionLine.objects.for_school(school).values_list("owner", flat=True))
    kind = str(school.authority.kind) if school.authority else ""
    starts = convention.starting_lines(kind, is_private=school.status == School.Status.PRIVATE)
    missing = [start for start in starts if start.owner not in owners]
    for start in missing:
        line = ConventionLine(
            school=school,
            owner=start.owner,
            repairs=start.repairs.value,
            pays=start.pays.value,
            decides=start.decides.value,
            how=start.how,
            source=start.source,
        )
        line.save(force_insert=True)
        journal.created(line, by=by, verb="equipment.convention_started")
    return len(missing)


def _keep(line: ConventionLine) -> None:
    reasons = convention.refusals(
        owner=line.owner, repairs=line.repairs, pays=line.pays, decides=line.decides
    )
    if reasons:
        raise RuleBroken(reasons)
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError:  # two lines for the same equipment: the database alone can tell, whoever writes
        raise RuleBroken(ALREADY) from None


@transaction.atomic
def add_line(school: School, *, by: Actor, **values: Any) -> ConventionLine:
    """Add a line; somebody of the management confirms it later."""
    require(policies.write_convention, by, None)
    line = ConventionLine(school=school, **values)
    _keep(line)
    journal.created(line, by=by, verb="equipment.convention_line_added")
    return line


def _locked(line: ConventionLine) -> ConventionLine:
    return ConventionLine.objects.for_school(line.school_id).locked(line.pk)


@transaction.atomic
def change_line(line: ConventionLine, *, by: Actor, **values: Any) -> ConventionLine:
    """Correct a line. What was confirmed was what it said before: it is to be confirmed again."""
    require(policies.write_convention, by, None)
    line = _locked(line)
    new = journal.differences(line, values)
    if not new:
        return line
    with journal.change(line, by=by, verb="equipment.convention_line_changed"):
        for name, value in new.items():
            setattr(line, name, value)
        line.confirmed_on = None
        _keep(line)
    return line


@transaction.atomic
def confirm_line(line: ConventionLine, *, today: date, by: Actor) -> ConventionLine:
    """Say that this line is what the convention of the school says."""
    line = _locked(line)
    require(policies.confirm_convention, by, line)
    journal.write_changes(line, {"confirmed_on": today}, by=by, verb="equipment.convention_line_confirmed")
    return line


@transaction.atomic
def remove_line(line: ConventionLine, *, by: Actor) -> None:
    """Take a line out of the convention; the journal keeps what it said."""
    require(policies.write_convention, by, None)
    line = _locked(line)
    journal.noted(line, by=by, verb="equipment.convention_line_removed", said=fields_of(line))
    line.delete()
