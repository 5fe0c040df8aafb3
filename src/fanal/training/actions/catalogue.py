"""Everything that changes what the school may learn: subjects, offers, the rules of its académie."""

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
from fanal.training.actions.weekly import keep_week
from fanal.training.models import LocalTrainingRules, TrainingNeed, TrainingOffer, TrainingSubject
from fanal.training.policies import plan as policies
from fanal.training.rules.need import MOST_SUBJECTS
from fanal.training.rules.skills import FIRST_SUBJECTS

MOST_OFFERS = 300


def _refuse_taken_name(school_id: int, name: str, own: int | None) -> None:
    named = TrainingSubject.objects.for_school(school_id).filter(name__iexact=name)
    if named.exists() if own is None else named.exclude(pk=own).exists():
        raise RuleBroken(f"« {name} » existe déjà : ouvrez-le, ou donnez un autre nom.")


def _refuse_too_many(school_id: int, more: int) -> None:
    if TrainingSubject.objects.for_school(school_id).count() + more > MOST_SUBJECTS:
        raise RuleBroken(f"Il y a déjà {MOST_SUBJECTS} sujets : modifiez-en un plutôt que d’en ajouter.")


@transaction.atomic
def take_first_subjects(school: School, *, by: Actor) -> int:
    """Begin with the subjects that Fanal proposes; those whose name is there already stay as they are."""
    require(policies.keep_plan, by, None)
    School.objects.held(school.pk)
    names = set(TrainingSubject.objects.for_school(school).values_list("name", flat=True))
    new = [row for row in FIRST_SUBJECTS if row[0] not in names]
    _refuse_too_many(school.pk, len(new))
    for name, skills, domains in new:
        made = TrainingSubject.objects.create(
            school=school, name=name, skills=list(skills), staff_domains=list(domains)
        )
        journal.created(made, by=by, verb="training.subject_added")
    return len(new)


@transaction.atomic
def add_subject(school: School, values: Mapping[str, Any], *, by: Actor) -> TrainingSubject:
    require(policies.keep_plan, by, None)
    School.objects.held(school.pk)  # two with one name come one by one
    _refuse_taken_name(school.pk, values["name"], None)
    _refuse_too_many(school.pk, 1)
    made = TrainingSubject.objects.create(school=school, **values)
    journal.created(made, by=by, verb="training.subject_added")
    return made


@transaction.atomic
def change_subject(
    subject: TrainingSubject, values: Mapping[str, Any], *, by: Actor, seen: str = ""
) -> TrainingSubject:
    School.objects.held(subject.school_id)
    subject = TrainingSubject.objects.for_school(subject.school_id).locked(subject.pk)
    require(policies.keep_plan, by, subject)
    refuse_stale(subject, values, seen)
    _refuse_taken_name(subject.school_id, values["name"], subject.pk)
    journal.write_changes(subject, values, by=by, verb="training.subject_changed")
    return subject


@transaction.atomic
def sort_words(need: TrainingNeed, subject: TrainingSubject, *, today: date, by: Actor) -> TrainingSubject:
    """A need in somebody's own words comes under a subject; whoever asks for it already keeps one need."""
    keep_week(need.school_id, today)
    need = TrainingNeed.objects.for_school(need.school_id).locked(need.pk)
    require(policies.keep_plan, by, need)
    if need.subject_id is not None:
        raise RuleBroken("Ce besoin est déjà rangé sous un sujet : rechargez la page.")
    theirs = TrainingNeed.objects.for_school(need.school_id).filter(person=need.person_id, subject=subject)
    if theirs.still_open().exists():
        need.delete()
    else:
        need.subject, need.words = subject, ""
        need.save(update_fields=["subject", "words"])
    journal.noted(subject, by=by, verb="training.words_sorted")
    return subject


@transaction.atomic
def add_offer(school: School, values: Mapping[str, Any], *, by: Actor) -> TrainingOffer:
    require(policies.keep_plan, by, None)
    School.objects.held(school.pk)
    if TrainingOffer.objects.for_school(school).count() >= MOST_OFFERS:
        raise RuleBroken(f"Il y a déjà {MOST_OFFERS} offres : modifiez celles qui ne se proposent plus.")
    made = TrainingOffer.objects.create(school=school, **values)
    journal.created(made, by=by, verb="training.offer_added")
    return made


@transaction.atomic
def change_offer(
    offer: TrainingOffer, values: Mapping[str, Any], *, by: Actor, seen: str = ""
) -> TrainingOffer:
    offer = TrainingOffer.objects.for_school(offer.school_id).locked(offer.pk)
    require(policies.keep_plan, by, offer)
    refuse_stale(offer, values, seen)
    journal.write_changes(offer, values, by=by, verb="training.offer_changed")
    return offer


@transaction.atomic
def keep_rules(school: School, values: Mapping[str, Any], *, by: Actor) -> LocalTrainingRules:
    """What the académie asks, as this school knows it."""
    require(policies.keep_plan, by, None)
    School.objects.held(school.pk)
    row = LocalTrainingRules.objects.for_school(school).select_for_update().first()
    if row is not None:
        journal.write_changes(row, values, by=by, verb="training.rules_kept")
        return row
    made = LocalTrainingRules.objects.create(school=school, **values)
    journal.created(made, by=by, verb="training.rules_kept")
    return made
