"""What is done to the questions of a draft: added, changed, moved, removed."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.order import move
from fanal.core.errors import RuleBroken
from fanal.surveys.models import Survey, SurveyOption, SurveyQuestion
from fanal.surveys.policies import survey as policies
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.delivered import DeliveredQuestion
from fanal.surveys.rules.running import DraftedQuestion, new_labels, question_refusals

CHANGED = "surveys.questions_changed"


def _locked(survey: Survey, by: Actor) -> Survey:
    survey = Survey.objects.for_school(survey.school_id).locked(survey.pk)
    require(policies.prepare_survey, by, survey)
    return survey


def _refuse(survey: Survey, drafted: DraftedQuestion, own: int = 0) -> None:
    others = [other.drafted() for other in survey.questions.exclude(pk=own)]
    if reasons := question_refusals(drafted, others):
        raise RuleBroken(reasons)


def _write_options(
    question: SurveyQuestion,
    labels: Iterable[str],
    *,
    counted: Collection[str] = (),
    outside: Collection[str] = (),
) -> None:
    SurveyOption.objects.bulk_create(
        SurveyOption(
            school_id=question.school_id,
            question=question,
            rank=rank,
            label=label,
            is_counted=label in counted,
            is_outside=label in outside,
        )
        for rank, label in enumerate(labels)
    )


def add_delivered(survey: Survey, questions: Iterable[DeliveredQuestion]) -> None:
    """The questions of one of our questionnaires, into a survey that was just begun."""
    for rank, given in enumerate(questions):
        question = SurveyQuestion.objects.create(
            school_id=survey.school_id,
            survey=survey,
            rank=rank,
            text=given.text,
            kind=given.kind.value,
            is_profile=given.is_profile,
            measure=given.measure,
        )
        _write_options(question, given.labels, counted=given.counted, outside=given.outside)


@transaction.atomic
def add_question(survey: Survey, drafted: DraftedQuestion, *, by: Actor) -> SurveyQuestion:
    """One more question, the last one."""
    survey = _locked(survey, by)
    _refuse(survey, drafted)
    last = survey.questions.order_by("-rank").values_list("rank", flat=True).first()
    question = SurveyQuestion.objects.create(
        school_id=survey.school_id,
        survey=survey,
        rank=0 if last is None else last + 1,
        **_fields(drafted),
    )
    _write_options(question, drafted.labels)
    journal.noted(survey, by=by, verb=CHANGED, added=drafted.text)
    return question


@transaction.atomic
def change_question(question: SurveyQuestion, drafted: DraftedQuestion, *, by: Actor) -> SurveyQuestion:
    """What it asks and its options; what each is for an indicator stays with it, corrected or not."""
    survey = _locked(question.survey, by)
    question = SurveyQuestion.objects.for_school(survey.school_id).locked(question.pk)
    _refuse(survey, drafted, question.pk)
    former = list(question.options.order_by("rank"))
    renamed = new_labels([option.label for option in former], drafted.labels)
    counted = {renamed[option.label] for option in former if option.is_counted and option.label in renamed}
    outside = {renamed[option.label] for option in former if option.is_outside and option.label in renamed}
    for name, value in _fields(drafted).items():
        setattr(question, name, value)
    if not counted:
        question.measure = ""  # its numerator is gone
    question.save(update_fields=["text", "kind", "is_profile", "measure"])
    question.options.all().delete()
    _write_options(question, drafted.labels, counted=counted, outside=outside)
    journal.noted(survey, by=by, verb=CHANGED, changed=drafted.text)
    return question


@transaction.atomic
def remove_question(question: SurveyQuestion, *, by: Actor) -> Survey:
    survey = _locked(question.survey, by)
    question = SurveyQuestion.objects.for_school(survey.school_id).locked(question.pk)
    journal.noted(survey, by=by, verb=CHANGED, removed=question.text)
    question.delete()
    return survey


@transaction.atomic
def raise_question(question: SurveyQuestion, *, by: Actor) -> Survey:
    """It goes before the question above it; the first one stays."""
    survey = _locked(question.survey, by)
    question = SurveyQuestion.objects.for_school(survey.school_id).locked(question.pk)
    if move(question, survey.questions):
        journal.noted(survey, by=by, verb=CHANGED, moved=question.text)
    return survey


def _fields(drafted: DraftedQuestion) -> Mapping[str, Any]:
    is_profile = drafted.is_profile and drafted.kind == QuestionKind.ONE
    return {"text": drafted.text, "kind": drafted.kind.value, "is_profile": is_profile}
