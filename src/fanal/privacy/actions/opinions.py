"""An opinion of the data protection officer: asked, given, answered. Once sent it never changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.mail import outbox
from fanal.privacy.actions import letters
from fanal.privacy.models import DelegateOpinion, Processing
from fanal.privacy.policies import opinions as policies
from fanal.privacy.reading.opinions import delegates_with_account
from fanal.privacy.rules import opinions as rules

NO_DELEGATE = (
    "Aucun délégué de l’académie n’est désigné dans Fanal : désignez-le dans « Partenaires », ou demandez "
    "son avis au vôtre et joignez-le aux preuves."
)


@transaction.atomic
def ask_opinion(school: School, processing: Processing, *, now: datetime, by: Actor) -> DelegateOpinion:
    """Ask every officer of the académie, by mail; pressed twice, it is the same question."""
    processing = Processing.objects.for_school(school).locked(processing.pk)
    require(policies.ask_opinion, by, processing)
    if awaited := _awaited(processing):
        return awaited
    delegates = delegates_with_account(school, localdate(now))
    if not delegates:
        raise RuleBroken(NO_DELEGATE)
    opinion = DelegateOpinion.objects.create(
        school=school,
        processing=processing,
        about=rules.subject_of(processing.dpia),
        asked_by_id=by.person_id,
        asked_at=now,
    )
    journal.created(opinion, by=by, verb="privacy.opinion_asked")
    asker = Person.objects.for_school(school).filter(pk=by.person_id).first() if by.person_id else None
    for delegate in delegates:
        letter = letters.opinion_asked(school, opinion, delegate, asker)
        outbox.queue(school, letter, now=now)
    return opinion


def _awaited(processing: Processing) -> DelegateOpinion | None:
    """The question that waits for its answer, locked."""
    rows = DelegateOpinion.objects.for_school(processing.school_id).filter(processing=processing)
    return rows.filter(written_at=None).select_for_update(of=("self",)).first()


def _latest(processing: Processing, facts: Mapping[str, Any]) -> DelegateOpinion | None:
    """The last opinion on this subject, when it says just that."""
    rows = DelegateOpinion.objects.for_school(processing.school_id).filter(processing=processing)
    last: DelegateOpinion | None = rows.filter(about=facts["about"]).order_by("-written_at", "-pk").first()
    is_same = last is not None and all(getattr(last, name) == value for name, value in facts.items())
    return last if is_same else None


@transaction.atomic
def give_opinion(
    processing: Processing, values: Mapping[str, Any], *, now: datetime, by: Actor
) -> DelegateOpinion:
    """Write what the officer concludes: the answer to what was asked, or an opinion of their own.

    The same words of the same sheet, sent again after « Précédent », are the same opinion.
    """
    processing = Processing.objects.for_school(processing.school_id).locked(processing.pk)
    require(policies.give_opinion, by, processing)
    if reasons := rules.opinion_refusals(values["outcome"], values["text"]):
        raise RuleBroken(reasons)
    facts = {
        "about": values["about"],
        "outcome": values["outcome"],
        "text": values["text"].strip(),
        "sheet_version": processing.version,
        "sheet_has_changed": processing.has_changed,
        "author_name": by.name,
        "written_at": now,
    }
    if awaited := _awaited(processing):
        journal.write_changes(awaited, facts, by=by, verb="privacy.opinion_given")
        return awaited
    if same := _latest(processing, {name: facts[name] for name in facts if name != "written_at"}):
        return same
    opinion = DelegateOpinion.objects.create(school_id=processing.school_id, processing=processing, **facts)
    journal.created(opinion, by=by, verb="privacy.opinion_given")
    return opinion


@transaction.atomic
def answer_opinion(
    opinion: DelegateOpinion, values: Mapping[str, Any], *, now: datetime, by: Actor
) -> DelegateOpinion:
    """Say what the head decides, once; the controller answers, whatever the opinion is."""
    opinion = DelegateOpinion.objects.for_school(opinion.school_id).locked(opinion.pk)
    require(policies.answer_opinion, by, opinion)
    turn = DelegateOpinion.objects.for_school(opinion.school_id).with_turn().get(pk=opinion.pk)
    if not turn.is_to_answer:
        raise RuleBroken(rules.REPLACED if turn.is_replaced else rules.ENDED)
    if reasons := rules.decision_refusals(opinion.outcome, values["decision"], values["decision_text"]):
        raise RuleBroken(reasons)
    facts = {
        "decision": values["decision"],
        "decision_text": values["decision_text"].strip(),
        "decided_by_id": by.person_id,
        "decided_at": now,
    }
    journal.write_changes(opinion, facts, by=by, verb="privacy.opinion_answered")
    return opinion
