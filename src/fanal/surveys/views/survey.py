"""A survey from its draft to its end: the list, one of them, and each button of it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.views.thing_pages import ThingPages
from fanal.core.http.addresses import address
from fanal.core.http.answers import paginate
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.surveys.actions import survey as actions
from fanal.surveys.forms.survey import NewSurveyForm, SurveyForm
from fanal.surveys.models import Survey, SurveyQuestion
from fanal.surveys.models.survey import SurveyQuerySet
from fanal.surveys.policies import survey as policies
from fanal.surveys.reading.links import link_of
from fanal.surveys.rules.running import ended_words, so_far_words

RIGHTS = (
    policies.prepare_survey,
    policies.collect_answers,
    policies.read_results,
    policies.publish_survey,
    policies.run_surveys,
)


def rows_of(request: SchoolRequest) -> SurveyQuerySet:
    require(policies.read_surveys, request.actor, None)
    rows: SurveyQuerySet = Survey.objects.visible_to(request.member)
    return rows


@dataclass(frozen=True, kw_only=True)
class SurveyList(Page):
    """`page`: of surveys, each with the `link` that answers it today, if there is one."""

    template = "surveys/survey_list.html"

    page: Paged
    school: School


@require_safe
def survey_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """Show all surveys to who runs them, those open or published to who works here."""
    school, page = request.member.school, paginate(request, rows_of(request).order_by("-pk"))
    for survey in page:
        survey.link = link_of(survey, uai) if survey.takes_links_on(request.today) else ""
    annotate_permissions([school], policies.run_surveys, to=request.actor)
    return render(request, SurveyList(page=page, school=school))


@dataclass(frozen=True, kw_only=True)
class SurveyPage(Page):
    """It says what a survey asks; while it is open also how to answer, and about how many did.

    `link`: the address that is the same for all; `so_far`: how many answered, in words.
    """

    template = "surveys/survey_page.html"

    survey: Survey
    questions: list[SurveyQuestion]
    link: str
    is_past: bool
    so_far: str
    reasons: list[str]


@require_safe
def survey_page(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    return show_survey(request, SURVEYS.one(request, survey), [])


def show_survey(request: SchoolRequest, survey: Survey, reasons: list[str]) -> HttpResponse:
    school = request.member.school
    has_link = survey.is_open and not survey.has_tickets
    page = SurveyPage(
        survey=survey,
        questions=list(survey.questions.order_by("rank").prefetch_related("options")),
        link=link_of(survey, school.uai) if has_link else "",
        is_past=survey.is_open and not survey.is_in_time(request.today),
        so_far=_so_far(survey, school.smallest_group),
        reasons=reasons,
    )
    return render(request, page)


def _so_far(survey: Survey, smallest: int) -> str:
    """Say how many answered: by tens while it runs, then exactly where they are not a small group."""
    if survey.is_open:
        return so_far_words(survey.answers, survey.invited)
    return ended_words(survey.answers, smallest)


SURVEYS = ThingPages[Survey](
    rows=rows_of,
    key="survey",
    page_address="surveys:survey_page",
    list_address="surveys:survey_list",
    plural="Questionnaires",
    rights=RIGHTS,
    show=show_survey,
)


def _begin(request: SchoolRequest, values: dict[str, Any]) -> Survey:
    delivered = values.pop("delivered")
    return actions.begin_survey(request.member.school, values, delivered, **on_day(request))


survey_add = SURVEYS.add(
    NewSurveyForm,
    _begin,
    right=policies.run_surveys,
    title="Nouveau questionnaire",
    button="Préparer",
    success=lambda survey: "Le questionnaire est préparé : relisez ses questions, puis ouvrez-le.",
)
survey_change = SURVEYS.change(
    SurveyForm,
    lambda request, row, values, seen: actions.change_survey(row, values, seen=seen, **on_day(request)),
    right=policies.prepare_survey,
)
survey_open = SURVEYS.button(
    lambda request, row, keys: actions.open_survey(row, **on_day(request)),
    success="Le questionnaire est ouvert.",
)
link_renew = SURVEYS.button(
    lambda request, row, keys: actions.renew_link(row, by=request.actor),
    success="Voici un autre lien : l’ancien n’ouvre plus rien.",
)
survey_remove = SURVEYS.button(
    lambda request, row, keys: actions.remove_survey(row, by=request.actor),
    success="Le questionnaire est supprimé.",
    leads_to_list=True,
)


@require_POST
def survey_end(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    """End it and lead to what it says: nobody could read that before."""
    row = SURVEYS.one(request, survey)
    return button_page(
        request,
        lambda: actions.end_survey(row, **on_day(request)),
        success="Le questionnaire est terminé : voici ce qu’il dit.",
        next_page=address("surveys:survey_results", uai, row.pk),
        show=lambda reasons: show_survey(request, row, reasons),
    )
