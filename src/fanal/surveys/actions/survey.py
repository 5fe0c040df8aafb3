"""How is a survey begun, changed, opened, ended, published, removed?"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.core.registry import MEASURED_ANEW, registered
from fanal.surveys.actions.answering import write_again
from fanal.surveys.actions.publication import keep_publication, kept_publication
from fanal.surveys.actions.question import add_delivered
from fanal.surveys.models import Survey, SurveyCell, SurveyOption, SurveyWord
from fanal.surveys.policies import survey as policies
from fanal.surveys.rules.codes import BLANK, MOST_KEPT, QuestionKind, SurveyState
from fanal.surveys.rules.delivered import DELIVERED, US1
from fanal.surveys.rules.running import is_overdue, last_day_refusals, open_refusals, publish_refusals

TOO_MANY = f"{MOST_KEPT} questionnaires sont déjà gardés : supprimez ceux qui n’ont jamais été ouverts."


def _drawn_seed() -> str:
    return secrets.token_hex(16)


def locked_survey(survey: Survey) -> Survey:
    row: Survey = Survey.objects.for_school(survey.school_id).locked(survey.pk)
    return row


@transaction.atomic
def begin_survey(
    school: School, values: Mapping[str, Any], delivered: str, *, today: date, by: Actor
) -> Survey:
    """A draft; `delivered`: the code of one of ours whose questions it takes, none when empty."""
    School.objects.held(school.pk)
    require(policies.run_surveys, by, None)
    if Survey.objects.for_school(school).count() >= MOST_KEPT:
        raise RuleBroken(TOO_MANY)
    if reasons := last_day_refusals(values["closes_on"], today):
        raise RuleBroken(reasons)
    survey = Survey.objects.create(school=school, seed=_drawn_seed(), **values)
    journal.created(survey, by=by, verb="surveys.survey_begun")
    if delivered:
        add_delivered(survey, DELIVERED[delivered].questions)
    return survey


@transaction.atomic
def change_survey(
    survey: Survey, values: Mapping[str, Any], *, today: date, by: Actor, seen: str = ""
) -> Survey:
    """Correct a draft. `seen`: what the form showed."""
    survey = locked_survey(survey)
    require(policies.prepare_survey, by, survey)
    refuse_stale(survey, values, seen)
    if "closes_on" in values and (reasons := last_day_refusals(values["closes_on"], today)):
        raise RuleBroken(reasons)
    journal.write_changes(survey, values, by=by, verb="surveys.survey_changed")
    return survey


@transaction.atomic
def remove_survey(survey: Survey, *, by: Actor) -> None:
    """A draft goes: nobody answered it."""
    survey = locked_survey(survey)
    require(policies.prepare_survey, by, survey)
    journal.noted(survey, by=by, verb="surveys.survey_removed", title=survey.title)
    survey.delete()


@transaction.atomic
def open_survey(survey: Survey, *, today: date, by: Actor) -> Survey:
    """Let people answer: its questions change no more, every counter is there at zero."""
    school = School.objects.held(survey.school_id)  # two surveys opened at once are counted one by one
    survey = locked_survey(survey)
    require(policies.prepare_survey, by, survey)
    questions = list(survey.questions.order_by("rank").prefetch_related("options"))
    opened = Survey.objects.for_school(school).opened().count()
    kinds = [QuestionKind(question.kind) for question in questions]
    if reasons := open_refusals(kinds=kinds, closes_on=survey.closes_on, opened=opened, today=today):
        raise RuleBroken(reasons)
    _make_counters(survey, questions)
    state = {"state": SurveyState.OPEN.value, "opened_on": today}
    journal.write_changes(survey, state, by=by, verb="surveys.survey_opened")
    return survey


def _make_counters(survey: Survey, questions: list[Any]) -> None:
    about = {"school_id": survey.school_id}
    closed = [question for question in questions if not question.is_words]
    for question in closed:
        last = len(question.options.all())
        SurveyOption.objects.create(question=question, rank=last, label=BLANK, is_blank=True, **about)
    profile = next((question for question in closed if question.is_profile), None)
    if profile is None:
        return
    options = SurveyOption.objects.for_school(survey.school_id).filter(question__survey=survey)
    groups = [option for option in options if option.question_id == profile.pk]
    others = [option for option in options if option.question_id != profile.pk]
    cells = [
        SurveyCell(survey=survey, profile=group, option=option, **about)
        for group in groups
        for option in others
    ]
    SurveyCell.objects.bulk_create(cells)


@transaction.atomic
def end_survey(survey: Survey, *, today: date, by: Actor) -> Survey:
    """Count no more, for good: a survey that opened again would tell the late answers by difference.

    What may be said of it is decided now, with the threshold of today.
    """
    school = School.objects.get(pk=survey.school_id)
    survey = locked_survey(survey)
    require(policies.collect_answers, by, survey)
    survey.sendings.all().delete()
    write_again(survey)
    keep_publication(survey, smallest=school.smallest_group)
    state = {"state": SurveyState.CLOSED.value, "closed_on": today}
    journal.write_changes(survey, state, by=by, verb="surveys.survey_ended")
    return survey


def end_overdue(school: School, *, now: datetime, by: Actor) -> int:
    """End each survey the evening after its last day, and say how many; again is nothing."""
    local = now.astimezone(school.zone_info)
    ended = 0
    rows = Survey.objects.for_school(school)
    for survey in rows.opened().filter(closes_on__lt=local.date()):
        if survey.closes_on is not None and is_overdue(survey.closes_on, local):
            ended += _end_if_open(survey, by)
    for survey in rows.filter(closed_on__isnull=False, publication__isnull=True):
        _publish_late(survey, school.smallest_group)
    return ended


@transaction.atomic
def _publish_late(survey: Survey, smallest: int) -> None:
    """Of a survey that ended before publications were kept."""
    kept_publication(locked_survey(survey), smallest=smallest)


@transaction.atomic
def _end_if_open(survey: Survey, by: Actor) -> bool:
    """Somebody may have ended it meanwhile. It ends on the day after its last one, however late this runs."""
    survey = locked_survey(survey)
    if not survey.is_open or survey.closes_on is None:
        return False
    end_survey(survey, today=survey.closes_on + timedelta(days=1), by=by)
    return True


@transaction.atomic
def publish_survey(survey: Survey, *, today: date, by: Actor) -> Survey:
    """Show the results to the staff, in one go, with the threshold that they were made with."""
    survey = locked_survey(survey)
    require(policies.publish_survey, by, survey)
    publication = kept_publication(survey, smallest=School.objects.get(pk=survey.school_id).smallest_group)
    if reasons := publish_refusals(answers=publication.answers, smallest=publication.smallest):
        raise RuleBroken(reasons)
    state = {"state": SurveyState.PUBLISHED.value, "published_on": today}
    journal.write_changes(survey, state, by=by, verb="surveys.survey_published")
    return survey


@transaction.atomic
def publish_and_count(survey: Survey, *, now: datetime, by: Actor) -> Survey:
    """Let everybody read the results; the indicator that they give says them at once."""
    school = School.objects.held(survey.school_id)
    today = now.astimezone(school.zone_info).date()
    survey = publish_survey(survey, today=today, by=by)
    for measure in registered(MEASURED_ANEW):
        measure(school, {US1}, now=now, by=by)
    return survey


@transaction.atomic
def renew_link(survey: Survey, *, by: Actor) -> Survey:
    """Another link: the one of before opens nothing any more."""
    survey = locked_survey(survey)
    require(policies.collect_answers, by, survey)
    survey.seed = _drawn_seed()
    survey.save(update_fields=["seed"])
    journal.noted(survey, by=by, verb="surveys.link_renewed")
    return survey


@transaction.atomic
def withdraw_word(word: SurveyWord, *, by: Actor) -> None:
    """Words that name somebody go, before or after the results are published; twice is once."""
    survey = locked_survey(word.question.survey)
    word = SurveyWord.objects.for_school(survey.school_id).locked(word.pk)
    require(policies.read_results, by, survey)
    if word.is_withdrawn:
        return
    word.text, word.is_withdrawn = "", True
    word.save(update_fields=["text", "is_withdrawn"])
    journal.noted(survey, by=by, verb="surveys.word_withdrawn")
