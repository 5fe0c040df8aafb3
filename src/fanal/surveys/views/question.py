"""The questions of a draft: added, changed, moved up, removed."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404
from fanal.surveys.actions import question as actions
from fanal.surveys.forms.survey import QuestionForm
from fanal.surveys.models import Survey, SurveyQuestion
from fanal.surveys.policies import survey as policies
from fanal.surveys.views.survey import show_survey, survey_or_404, trail_of


def _question_or_404(request: SchoolRequest, pk: int) -> tuple[Survey, SurveyQuestion]:
    rows = SurveyQuestion.objects.for_school(request.member.school).select_related("survey")
    question: SurveyQuestion = get_or_404(rows, pk=pk)
    return survey_or_404(request, question.survey_id), question


def _form(
    request: SchoolRequest, survey: Survey, form: QuestionForm, save: Any, title: str, button: str
) -> HttpResponse:
    trail = trail_of(request.member.school.uai, survey)
    return form_page(
        request,
        form,
        save,
        template="short_form.html",
        success=SAVED,
        next_page=trail[-1][1],
        context={"title": title, "button": button, "trail": trail},
        require=lambda: require(policies.prepare_survey, request.actor, survey),
    )


@require_http_methods(FORM)
def question_add(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row = survey_or_404(request, survey)
    form = QuestionForm(request.POST or None, school=request.member.school)
    return _form(
        request,
        row,
        form,
        lambda _: actions.add_question(row, form.drafted(), by=request.actor),
        "Ajouter une question",
        "Ajouter",
    )


@require_http_methods(FORM)
def question_change(request: SchoolRequest, uai: str, survey_question: int) -> HttpResponse:
    survey, question = _question_or_404(request, survey_question)
    labels = question.options.filter(is_blank=False).order_by("rank").values_list("label", flat=True)
    form = QuestionForm(
        request.POST or None,
        school=request.member.school,
        instance=question,
        initial={"labels": "\n".join(labels)},
    )
    return _form(
        request,
        survey,
        form,
        lambda _: actions.change_question(question, form.drafted(), by=request.actor),
        "Modifier la question",
        "Enregistrer",
    )


@require_POST
def question_raise(request: SchoolRequest, uai: str, survey_question: int) -> HttpResponse:
    survey, question = _question_or_404(request, survey_question)
    return button_page(
        request,
        lambda: actions.raise_question(question, by=request.actor),
        success="",
        next_page=address("surveys:survey_page", uai, survey.pk),
        show=lambda reasons: show_survey(request, survey, reasons),
    )


@require_POST
def question_remove(request: SchoolRequest, uai: str, survey_question: int) -> HttpResponse:
    survey, question = _question_or_404(request, survey_question)
    return button_page(
        request,
        lambda: actions.remove_question(question, by=request.actor),
        success="La question est retirée.",
        next_page=address("surveys:survey_page", uai, survey.pk),
        show=lambda reasons: show_survey(request, survey, reasons),
    )
