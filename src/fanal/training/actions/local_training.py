"""A training on the spot asked of the académie: prepared, sent, answered. A refusal frees its needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.training.actions.weekly import give_back_to_week, keep_week, take_from_week
from fanal.training.models import LocalTraining, TrainingNeed, TrainingSubject
from fanal.training.policies import plan as policies
from fanal.training.reading.plan import needs_for, people_of
from fanal.training.rules import local_training as rules
from fanal.training.rules.local_training import LocalTrainingState
from fanal.training.rules.need import campaign_of, data_of_counts
from fanal.year.rules.years import year_of


@transaction.atomic
def prepare(subject: TrainingSubject, values: Mapping[str, Any], *, today: date, by: Actor) -> LocalTraining:
    """Begin a request on this subject; it counts its needs until it is sent."""
    require(policies.keep_plan, by, None)
    School.objects.held(subject.school_id)
    rows = LocalTraining.objects.for_school(subject.school_id)
    if rows.prepared_on(subject).exists():
        raise RuleBroken("Une demande se prépare déjà sur ce sujet : ouvrez-la.")
    if rows.filter(made_on__gte=year_of(today).starts_on).count() >= rules.MOST_A_YEAR:
        raise RuleBroken(f"Il y a déjà {rules.MOST_A_YEAR} demandes cette année : reprenez-en une.")
    made = LocalTraining.objects.create(school_id=subject.school_id, subject=subject, made_on=today, **values)
    journal.created(made, by=by, verb="training.local_training_prepared")
    return made


def _held(local_training: LocalTraining) -> LocalTraining:
    row: LocalTraining = LocalTraining.objects.for_school(local_training.school_id).locked(local_training.pk)
    return row


@transaction.atomic
def change(
    local_training: LocalTraining, values: Mapping[str, Any], *, by: Actor, seen: str = ""
) -> LocalTraining:
    local_training = _held(local_training)
    require(policies.change_local_training, by, local_training)
    refuse_stale(local_training, values, seen)
    journal.write_changes(local_training, values, by=by, verb="training.local_training_changed")
    return local_training


@transaction.atomic
def send(local_training: LocalTraining, *, today: date, by: Actor) -> LocalTraining:
    """Note that it left: its needs are its own from now on. What the académie may answer was said before."""
    keep_week(local_training.school_id, today)  # first: it holds the school
    local_training = _held(local_training)
    require(policies.change_local_training, by, local_training)
    needs = list(needs_for(local_training, today).select_for_update().order_by("pk"))
    read = people_of(local_training, today, local_training.school.smallest_group)
    take_from_week(local_training, today)
    TrainingNeed.objects.for_school(local_training.school_id).filter(
        pk__in=[need.pk for need in needs]
    ).update(local_training=local_training)
    wishes = data_of_counts(read.counts) if read.counts else {}
    people = read.gathered.here
    values: dict[str, Any] = {"state": LocalTrainingState.SENT, "sent_on": today}
    values |= {"people": people, "wishes": wishes}
    journal.write_changes(local_training, values, by=by, verb="training.local_training_sent")
    return local_training


@transaction.atomic
def take_back(local_training: LocalTraining, *, today: date, by: Actor) -> LocalTraining:
    """It had not left after all: its needs are free again."""
    keep_week(local_training.school_id, today)  # first: it holds the school
    local_training = _held(local_training)
    require(policies.answer_local_training, by, local_training)
    give_back_to_week(local_training, today)
    _free_needs(local_training)
    values: dict[str, Any] = {"state": LocalTrainingState.DRAFT, "sent_on": None}
    values |= {"people": 0, "wishes": {}}
    journal.write_changes(local_training, values, by=by, verb="training.local_training_taken_back")
    return local_training


def _free_needs(local_training: LocalTraining, **values: Any) -> None:
    rows = TrainingNeed.objects.for_school(local_training.school_id).filter(local_training=local_training)
    rows.update(local_training=None, **values)


@transaction.atomic
def note_answer(
    local_training: LocalTraining, values: Mapping[str, Any], *, today: date, by: Actor
) -> LocalTraining:
    """Accepted; or refused with its reason, which each need keeps as it comes back in the next campaign."""
    keep_week(local_training.school_id, today)  # first: it holds the school
    local_training = _held(local_training)
    require(policies.answer_local_training, by, local_training)
    state, reason = values["state"], values["reason"].strip()
    is_accepted = state == LocalTrainingState.ACCEPTED
    if reasons := rules.answer_refusals(
        local_training.state,
        answered_on=values["answered_on"],
        sent_on=local_training.sent_on,
        is_accepted=is_accepted,
        reason=reason,
        today=today,
    ):
        raise RuleBroken(reasons)
    journal.write_changes(
        local_training, {**values, "reason": reason}, by=by, verb="training.local_training_answered"
    )
    if not is_accepted:
        _free_needs(local_training, refusal=reason, campaign=campaign_of(today).next.code)
    return local_training
