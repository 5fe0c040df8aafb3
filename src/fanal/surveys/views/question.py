"""The questions of a draft: added, changed, moved up, removed."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import ShortFormPage
from fanal.surveys.actions import question as actions
from fanal.surveys.forms.survey import QuestionForm, drafted_question
from fanal.surveys.models import Survey, SurveyQuestion
from fanal.surveys.policies import survey as policies
from fanal.surveys.views.survey import SURVEYS, show_survey


def _question(request: SchoolRequest, pk: int) -> tuple[Survey, SurveyQuestion]:
    """Find the question of this key, and its survey as whoever asks may see it."""
    require_role(policies.prepare_survey, request.actor)
    rows = SurveyQuestion.objects.for_school(request.member.school).select_related("survey")
    question: SurveyQuestion = get_or_404(rows, pk=pk)
    return SURVEYS.one(request, question.survey_id), question


question_add = SURVEYS.form(
    QuestionForm,
    lambda request, row, values: actions.add_question(row, drafted_question(values), by=request.actor),
    right=policies.prepare_survey,
    title="Ajouter une question",
    button="Ajouter",
)


@require_http_methods(FORM)
def question_change(request: SchoolRequest, uai: str, survey_question: int) -> HttpResponse:
    survey, question = _question(request, survey_question)
    labels = question.options.filter(is_blank=False).order_by("rank").values_list("label", flat=True)
    form = QuestionForm(
        request.POST or None,
        school=request.member.school,
        instance=question,
        initial={"labels": "\n".join(labels)},
    )
    return form_page(
        request,
        ShortFormPage(form=form, title="Modifier la question", trail=SURVEYS.trail(request, survey)),
        lambda values: actions.change_question(question, drafted_question(values), by=request.actor),
        success=SAVED,
        next_page=SURVEYS.page_of(request, survey),
        require=lambda: require(policies.prepare_survey, request.actor, survey),
    )


@require_POST
def question_raise(request: SchoolRequest, uai: str, survey_question: int) -> HttpResponse:
    survey, question = _question(request, survey_question)
    return button_page(
        request,
        lambda: actions.raise_question(question, by=request.actor),
        success="",
        next_page=SURVEYS.page_of(request, survey),
        show=lambda reasons: show_survey(request, survey, reasons),
    )


@require_POST
def question_remove(request: SchoolRequest, uai: str, survey_question: int) -> HttpResponse:
    survey, question = _question(request, survey_question)
    return button_page(
        request,
        lambda: actions.remove_question(question, by=request.actor),
        success="La question est retirée.",
        next_page=SURVEYS.page_of(request, survey),
        show=lambda reasons: show_survey(request, survey, reasons),
    )
