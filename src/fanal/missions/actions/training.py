"""Noting a training, taking it away, sharing what is counted of it. Always one's own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.missions.models import OwnTraining
from fanal.missions.policies import training as policies
from fanal.missions.rules import training as rules


@transaction.atomic
def note_training(
    school: School, person: Person, values: Mapping[str, Any], *, today: date, by: Actor
) -> OwnTraining:
    require(policies.keep_training, by, person.pk)
    made = OwnTraining(school=school, person=person, **values)
    if reasons := rules.refusals(made.minutes, made.day, way=made.way, people=made.people, today=today):
        raise RuleBroken(reasons)
    made.save(force_insert=True)
    journal.created(made, by=by, verb="missions.training_noted")
    return made


@transaction.atomic
def share_training(line: OwnTraining, *, is_shared: bool, by: Actor) -> OwnTraining:
    """The management counts it, or counts it no more."""
    locked = OwnTraining.objects.for_school(line.school_id).locked(line.pk)
    require(policies.keep_training, by, locked.person_id)
    if locked.is_shared != is_shared:
        journal.write_changes(locked, {"is_shared": is_shared}, by=by, verb="missions.training_shared")
    return locked


@transaction.atomic
def remove_training(line: OwnTraining, *, by: Actor) -> None:
    locked = OwnTraining.objects.for_school(line.school_id).locked(line.pk)
    require(policies.keep_training, by, locked.person_id)
    journal.noted(locked, by=by, verb="missions.training_removed")
    locked.delete()
