"""The surveys of a school of the matrix: one in preparation, one open, one published, each with its word."""

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.surveys.actions.publication import keep_publication
from fanal.surveys.models import (
    Survey,
    SurveyCell,
    SurveyOption,
    SurveyQuestion,
    SurveySending,
    SurveyTicket,
    SurveyWord,
)

STATES = ("published", "open", "draft")


def fill_surveys(school: School, person: Person, canary: str) -> None:
    for state in STATES:
        survey = Survey.objects.create(
            school=school, title=f"{state} {canary}", intro=canary, state=state, seed=canary, **_dates(state)
        )
        options = [_asked(school, survey, canary, rank) for rank in range(2)]
        SurveyCell.objects.create(
            school=school, survey=survey, profile=options[0], option=options[1], count=9
        )
        SurveyTicket.objects.create(school=school, survey=survey, digest=f"{canary}{state}")
        SurveySending.objects.create(school=school, survey=survey, digest=canary)
        words = SurveyQuestion.objects.create(school=school, survey=survey, rank=2, text=canary, kind="words")
        for _ in range(9):
            SurveyWord.objects.create(school=school, question=words, text=canary)
        if state == "published":
            keep_publication(survey, smallest=5)


def _dates(state: str) -> dict:
    day = today()
    ended = {"closed_on": day, "published_on": day} if state == "published" else {}
    return {"invited": 30, "answers": 9, "opened_on": day, "closes_on": day} | ended


def _asked(school: School, survey: Survey, canary: str, rank: int) -> SurveyOption:
    """The first question divides the others."""
    question = SurveyQuestion.objects.create(
        school=school, survey=survey, rank=rank, text=f"{canary} {rank}", kind="one", is_profile=not rank
    )
    return SurveyOption.objects.create(school=school, question=question, rank=0, label=canary, count=9)
