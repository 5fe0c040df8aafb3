"""What a survey says once it has ended: its questions, its groups, its words, and a file of its counts."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import get_or_404, paginate, render_page
from fanal.core.sheets.download import download
from fanal.surveys.actions import survey as actions
from fanal.surveys.models import Survey, SurveyWord
from fanal.surveys.reading.results import SurveyResults
from fanal.surveys.views.survey import survey_or_404, trail_of

PER_PAGE = 5  # questions: each has its drawing and its numbers
HEADERS = ["Question", "Groupe", "Choix", "Nombre"]


def smallest_group(school: School) -> int:
    return int(school.smallest_group)


def _ended_or_404(request: SchoolRequest, pk: int) -> Survey:
    """Nothing is read before the end: a number that grows says what the last one answered."""
    survey = survey_or_404(request, pk)
    if not survey.is_closed:
        raise Http404
    return survey


@require_safe
def survey_results(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    return show_results(request, _ended_or_404(request, survey), [])


def show_results(request: SchoolRequest, survey: Survey, reasons: list[str]) -> HttpResponse:
    results = SurveyResults(survey, smallest_group(request.member.school))
    page = paginate(request, results.questions, PER_PAGE)
    context = _page(request, results, page) | {
        "results": results.results(page),
        "reasons": reasons,
    }
    return render_page(request, "surveys/survey_results.html", context)


def _page(request: SchoolRequest, results: SurveyResults, page: Any) -> dict[str, Any]:
    return {
        "survey": results.survey,
        "trail": trail_of(request.member.school.uai, results.survey),
        "smallest": results.smallest,
        "is_shown": results.is_shown,
        "is_crossed": bool(results.groups),
        "page": page,
    }


@require_safe
def survey_crossed(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """The same answers, group by group of the profile question."""
    results = SurveyResults(_ended_or_404(request, survey), smallest_group(request.member.school))
    page = paginate(request, results.crossed_questions, PER_PAGE)
    context = _page(request, results, page) | {
        "results": results.crossed(page),
        "profile": results.profile,
        "groups": results.groups,
    }
    return render_page(request, "surveys/survey_crossed.html", context)


@require_safe
def results_export(request: SchoolRequest, uai: str, survey: int, form: str) -> FileResponse:
    results = SurveyResults(_ended_or_404(request, survey), smallest_group(request.member.school))
    return download(form, HEADERS, results.table(), name=f"questionnaire-{survey}", title="Résultats")


@require_POST
def survey_publish(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row, smallest = _ended_or_404(request, survey), smallest_group(request.member.school)
    return button_page(
        request,
        lambda: actions.publish_and_count(row, smallest=smallest, **at_moment(request)),
        success="Les résultats sont publiés : les personnels les lisent dans « Questionnaires ».",
        next_page=address("surveys:survey_results", uai, row.pk),
        show=lambda reasons: show_results(request, row, reasons),
    )


@require_POST
def word_withdraw(request: SchoolRequest, uai: str, survey_word: int) -> HttpResponse:
    rows = SurveyWord.objects.for_school(request.member.school).select_related("question__survey")
    word: SurveyWord = get_or_404(rows, pk=survey_word)
    survey = _ended_or_404(request, word.question.survey_id)
    return button_page(
        request,
        lambda: actions.withdraw_word(word, by=request.actor),
        success="Ces mots sont retirés.",
        next_page=address("surveys:survey_results", uai, survey.pk),
        show=lambda reasons: show_results(request, survey, reasons),
    )
