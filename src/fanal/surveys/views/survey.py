"""A survey from its draft to its end: the list, one of them, and each button of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.stale import version_of
from fanal.surveys.actions import survey as actions
from fanal.surveys.forms.survey import NewSurveyForm, SurveyForm
from fanal.surveys.models import Survey
from fanal.surveys.policies import survey as policies
from fanal.surveys.reading.links import link_of
from fanal.surveys.rules.running import so_far_words

RIGHTS = (
    policies.prepare_survey,
    policies.collect_answers,
    policies.read_results,
    policies.publish_survey,
    policies.run_surveys,
)


def survey_or_404(request: SchoolRequest, pk: int) -> Survey:
    """One of those that whoever asks may see, with what they may do with it."""
    require(policies.read_surveys, request.actor, None)
    survey: Survey = get_or_404(Survey.objects.visible_to(request.member), pk=pk)
    annotate_permissions([survey], *RIGHTS, to=request.actor)
    return survey


def trail_of(uai: str, survey: Survey | None = None) -> list[tuple[str, str]]:
    trail = [("Questionnaires", address("surveys:survey_list", uai))]
    if survey is not None:
        trail.append((survey.title, address("surveys:survey_page", uai, survey.pk)))
    return trail


@require_safe
def survey_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """All of them for who runs them; what is open and what is published for who works here."""
    require(policies.read_surveys, request.actor, None)
    page = paginate(request, Survey.objects.visible_to(request.member).order_by("-pk"))
    for survey in page:
        survey.link = link_of(survey, uai) if survey.takes_links_on(request.today) else ""
    context = {"page": page, "can_run": policies.run_surveys(request.actor, None)}
    return render_page(request, "surveys/survey_list.html", context)


@require_http_methods(FORM)
def survey_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school

    def begin(values: dict[str, Any]) -> Survey:
        delivered = values.pop("delivered")
        return actions.begin_survey(school, values, delivered, **on_day(request))

    return form_page(
        request,
        NewSurveyForm(request.POST or None, school=school),
        begin,
        template="short_form.html",
        success="Le questionnaire est préparé : relisez ses questions, puis ouvrez-le.",
        next_page=lambda made: address("surveys:survey_page", uai, made.pk),
        context={"title": "Nouveau questionnaire", "button": "Préparer", "trail": trail_of(uai)},
        require=lambda: require(policies.run_surveys, request.actor, None),
    )


@require_http_methods(FORM)
def survey_change(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row = survey_or_404(request, survey)
    form = SurveyForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    trail = trail_of(uai, row)
    return form_page(
        request,
        form,
        lambda values: actions.change_survey(row, values, seen=seen, **on_day(request)),
        template="short_form.html",
        success=SAVED,
        next_page=trail[-1][1],
        context={"title": "Modifier", "button": "Enregistrer", "trail": trail, "seen": seen},
        require=lambda: require(policies.prepare_survey, request.actor, row),
    )


@require_safe
def survey_page(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    return show_survey(request, survey_or_404(request, survey), [])


def show_survey(request: SchoolRequest, survey: Survey, reasons: list[str]) -> HttpResponse:
    """What it asks; while it is open also how to answer, and about how many did."""
    questions = list(survey.questions.order_by("rank").prefetch_related("options"))
    has_link = survey.is_open and not survey.has_tickets
    context = {
        "survey": survey,
        "questions": questions,
        "link": link_of(survey, request.member.school.uai) if has_link else "",
        "is_past": survey.is_open and not survey.is_in_time(request.today),
        "so_far": so_far_words(survey.answers, survey.invited),
        "reasons": reasons,
    }
    return render_page(request, "surveys/survey_page.html", context)


def _press(
    request: SchoolRequest, survey: Survey, act: Callable[[], object], success: str, page: str = "survey_page"
) -> HttpResponse:
    return button_page(
        request,
        act,
        success=success,
        next_page=address(f"surveys:{page}", request.member.school.uai, survey.pk),
        show=lambda reasons: show_survey(request, survey, reasons),
    )


@require_POST
def survey_open(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row = survey_or_404(request, survey)
    return _press(
        request, row, lambda: actions.open_survey(row, **on_day(request)), "Le questionnaire est ouvert."
    )


@require_POST
def survey_end(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row = survey_or_404(request, survey)
    success = "Le questionnaire est terminé : voici ce qu’il dit."
    return _press(request, row, lambda: actions.end_survey(row, **on_day(request)), success, "survey_results")


@require_POST
def link_renew(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row = survey_or_404(request, survey)
    success = "Voici un autre lien : l’ancien n’ouvre plus rien."
    return _press(request, row, lambda: actions.renew_link(row, by=request.actor), success)


@require_POST
def survey_remove(request: SchoolRequest, uai: str, survey: int) -> HttpResponse:
    row = survey_or_404(request, survey)
    return button_page(
        request,
        lambda: actions.remove_survey(row, by=request.actor),
        success="Le questionnaire est supprimé.",
        next_page=address("surveys:survey_list", uai),
        show=lambda reasons: show_survey(request, row, reasons),
    )
