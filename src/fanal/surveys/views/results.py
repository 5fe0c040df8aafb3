"""What a survey says once it has ended: its questions, its groups, its words, and a file of its counts."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require_role
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.accounts.views.thing_pages import ThingPages
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, Trail, render
from fanal.core.sheets.download import download
from fanal.surveys.actions import survey as actions
from fanal.surveys.models import Survey, SurveyWord
from fanal.surveys.models.survey import SurveyQuerySet
from fanal.surveys.policies import survey as policies
from fanal.surveys.reading.results import QuestionResult, SurveyResults, results_of
from fanal.surveys.rules.publication import PublishedQuestion
from fanal.surveys.rules.results import file_lines
from fanal.surveys.rules.running import answers_words
from fanal.surveys.views.survey import RIGHTS, SURVEYS, rows_of

PER_PAGE = 5  # questions: each has its drawing and its numbers
HEADERS = ["Question", "Groupe", "Choix", "Nombre"]


def _ended(request: SchoolRequest) -> SurveyQuerySet:
    """Nothing is read before the end: a number that grows says what the last one answered."""
    return rows_of(request).ended()


@dataclass(frozen=True, kw_only=True)
class ResultsPage(Page):
    """`smallest`: of how many people a group is shown; `results`: those of the questions of this page."""

    template = "surveys/survey_results.html"

    survey: Survey
    trail: Trail
    smallest: int
    is_shown: bool
    is_crossed: bool
    page: Paged
    results: list[QuestionResult]
    reasons: list[str]

    @property
    def answers(self) -> str:
        return answers_words(self.survey.answers, self.survey.invited, self.smallest)


@require_safe
def survey_results(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    return show_results(request, ENDED.one(request, survey), [])


def show_results(request: SchoolRequest, survey: Survey, reasons: list[str]) -> HttpResponse:
    results = results_of(survey)
    questions = paginate(request, results.questions, PER_PAGE)
    page = ResultsPage(
        survey=survey,
        trail=SURVEYS.trail(request, survey),
        smallest=_smallest(request, results),
        is_shown=results.is_shown,
        is_crossed=bool(results.groups),
        page=questions,
        results=results.results(questions),
        reasons=reasons,
    )
    return render(request, page)


def _smallest(request: SchoolRequest, results: SurveyResults) -> int:
    """Give the smallest group that was shown as the survey ended."""
    publication = results.publication
    return publication.smallest if publication else request.member.school.smallest_group


@dataclass(frozen=True, kw_only=True)
class CrossedPage(Page):
    """It shows the answers group by group of the question `profile`; `groups`: their names and sizes."""

    template = "surveys/survey_crossed.html"

    survey: Survey
    trail: Trail
    smallest: int
    profile: PublishedQuestion | None
    groups: tuple[tuple[str, int], ...]
    page: Paged
    results: list[QuestionResult]

    @property
    def is_crossed(self) -> bool:
        return bool(self.groups)


@require_safe
def survey_crossed(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row = ENDED.one(request, survey)
    results = results_of(row)
    questions = paginate(request, results.crossed_questions, PER_PAGE)
    page = CrossedPage(
        survey=row,
        trail=SURVEYS.trail(request, row),
        smallest=_smallest(request, results),
        profile=results.profile,
        groups=results.groups,
        page=questions,
        results=results.crossed(questions),
    )
    return render(request, page)


ENDED = ThingPages[Survey](
    rows=_ended,
    key="survey",
    page_address="surveys:survey_results",
    list_address="surveys:survey_list",
    plural="Questionnaires",
    rights=RIGHTS,
    show=show_results,
)
survey_publish = ENDED.button(
    lambda request, row, keys: actions.publish_and_count(row, **at_moment(request)),
    success="Les résultats sont publiés : les personnels les lisent dans « Questionnaires ».",
)


@require_safe
def results_export(request: SchoolRequest, uai: str, survey: int, form: str) -> FileResponse:
    results = results_of(ENDED.one(request, survey))
    return download(
        form,
        HEADERS,
        list(file_lines(results.publication)) if results.publication else [],
        name=f"questionnaire-{survey}",
        title="Résultats",
    )


@require_POST
def word_withdraw(request: SchoolRequest, uai: str, survey_word: int) -> HttpResponse:
    require_role(policies.run_surveys, request.actor)
    rows = SurveyWord.objects.for_school(request.member.school).select_related("question__survey")
    word: SurveyWord = get_or_404(rows, pk=survey_word)
    survey = ENDED.one(request, word.question.survey_id)
    return button_page(
        request,
        lambda: actions.withdraw_word(word, by=request.actor),
        success="Ces mots sont retirés.",
        next_page=ENDED.page_of(request, survey),
        show=lambda reasons: show_results(request, survey, reasons),
    )
