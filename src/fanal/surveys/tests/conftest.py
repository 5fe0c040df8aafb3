from datetime import date, timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.surveys.actions import question as questions
from fanal.surveys.actions import survey as actions
from fanal.surveys.actions.answering import GivenAnswer, count_answer
from fanal.surveys.models import Survey, SurveyOption
from fanal.surveys.reading.links import link_of
from fanal.surveys.rules.codes import QuestionKind
from fanal.surveys.rules.running import DraftedQuestion
from fanal.surveys.views import answering

TODAY = date(2026, 11, 26)
VALUES = {
    "title": "Usages",
    "intro": "",
    "access": "link",
    "invited": 40,
    "closes_on": TODAY + timedelta(days=14),
    "is_for_staff": True,
}
PROFILE = DraftedQuestion(
    "Votre matière ?", QuestionKind.ONE, ("Lettres", "Sciences", "Arts"), is_profile=True
)
OFTEN = DraftedQuestion("Chaque semaine ?", QuestionKind.ONE, ("Oui", "Non"))
WORDS = DraftedQuestion("Un mot ?", QuestionKind.WORDS)


@pytest.fixture(autouse=True)
def _no_count_of_before():
    answering.forget_all()


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


def drafted(school, by, *asked, **about) -> Survey:
    """A survey in preparation with these questions (all three when none is given), inside `scope(school)`."""
    survey = actions.begin_survey(school, VALUES | about, "", today=TODAY, by=by)
    for question in asked or (PROFILE, OFTEN, WORDS):
        questions.add_question(survey, question, by=by)
    return survey


def opened(school, by, *asked, **about) -> Survey:
    return actions.open_survey(drafted(school, by, *asked, **about), today=TODAY, by=by)


def given(survey, *labels, words="", sending="") -> GivenAnswer:
    """An answer by the words of its options."""
    rows = SurveyOption.objects.for_school(survey.school_id).filter(question__survey=survey, label__in=labels)
    options = {row.question_id: frozenset({row.pk}) for row in rows}
    texts = {question.pk: words for question in survey.questions.filter(kind="words")} if words else {}
    return GivenAnswer(options, texts, sending)


def answer(survey, *labels, times=1, words=""):
    for _ in range(times):
        count_answer(survey, given(survey, *labels, words=words), today=TODAY)


def counts(survey) -> dict[str, int]:
    rows = SurveyOption.objects.for_school(survey.school_id).filter(question__survey=survey)
    return {f"{row.question.text} {row.label}": row.count for row in rows.select_related("question")}


def ended(school, by, survey) -> Survey:
    return actions.end_survey(survey, today=TODAY, by=by)


def page_of(school, survey) -> str:
    """Where it is answered, without the host."""
    return "/" + link_of(survey, school.uai).split("/", 3)[3]


def sent(survey, school, *labels, words="", key="cle-de-formulaire-1"):
    """What a browser sends for these options; inside `scope(school)` it is read from the survey."""
    with scope(school):
        made = given(survey, *labels, words=words)
    form = {f"q{question}": next(iter(pks)) for question, pks in made.options.items()}
    return form | {f"q{question}": text for question, text in made.words.items()} | {"key": key}


def url(school, name, *args):
    return reverse(f"surveys:{name}", args=[school.uai, *args])
