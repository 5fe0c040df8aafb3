"""Saying what one needs to learn, and taking it back. One's own, never journaled (`TrainingNeed`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken
from fanal.training.actions.weekly import keep_week
from fanal.training.models import TrainingNeed
from fanal.training.policies import plan as policies
from fanal.training.rules import need as rules


@transaction.atomic
def declare_need(
    school: School, person: Person, values: Mapping[str, Any], *, today: date, by: Actor
) -> TrainingNeed:
    """Keep a need of this campaign; the same subject again changes its level and its form."""
    keep_week(school.pk, today)
    person = Person.objects.for_school(school).locked(person.pk)  # counted one after the other
    require(policies.keep_own_needs, by, None)
    subject, words = values["subject"], " ".join(values["words"].split())
    theirs = TrainingNeed.objects.for_school(school).filter(person=person).still_open()
    before = theirs.filter(subject=subject).first() if subject is not None else None
    count = theirs.count() - (before is not None)
    if reasons := rules.refusals(count, has_subject=subject is not None, words=words):
        raise RuleBroken(reasons)
    need = before or TrainingNeed(school=school, person=person, subject=subject, words=words)
    need.replaced = before.wish if before else ""
    need.level, need.format = values["level"], values["format"]
    if before is None:
        need.made_on, need.campaign = today, rules.campaign_of(today).code
    need.save()
    return need


@transaction.atomic
def withdraw_need(need: TrainingNeed, *, today: date, by: Actor) -> None:
    """It is gone, as if it had never been said; the plan reads one less from next week on."""
    keep_week(need.school_id, today)
    need = TrainingNeed.objects.for_school(need.school_id).locked(need.pk)
    require(policies.keep_own_needs, by, need)
    need.delete()
