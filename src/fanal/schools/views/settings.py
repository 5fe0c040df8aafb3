"""« Réglages » of a school: what it says of itself, and the days it is closed."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.calendars import Closing, closings_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.years import year_of
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core import attachments
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.forms import SchoolModelForm
from fanal.core.http import FORM, render_page
from fanal.schools.actions import settings as actions
from fanal.schools.forms.settings import (
    ClockForm,
    DelegateForm,
    DeparturesForm,
    DeskForm,
    IdentityForm,
    LogoForm,
    MailHoursForm,
    PeriodForm,
    SmallGroupForm,
)

ELSEWHERE = (
    ("bookings:lesson_periods", "Les heures de cours"),
    ("bookings:bookable_list", "Ce qui se réserve"),
    ("equipment:convention", "Qui répare, qui paie, qui décide"),
    ("sharing:partner_list", "Ce que lisent l’académie et la collectivité"),
)


@require_safe
def settings_page(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    buttons = (
        policies.change_desk,
        policies.change_departures,
        policies.read_journal,
        policies.change_smallest_group,
    )
    annotate_permissions([school], *buttons, to=request.actor)
    context = {
        "school": school,
        "clock": school.get_timezone_display(),
        "elsewhere": [(words, page) for name, words in ELSEWHERE if (page := _address(name, uai))],
    }
    return render_page(request, "schools/settings.html", context)


def _address(name: str, uai: str) -> str:
    """A page that another app may have."""
    try:
        return reverse(name, args=[uai])
    except NoReverseMatch:
        return ""


def _section(
    request: SchoolRequest, form: type[SchoolModelForm], title: str, act: Callable[..., School], right: Right
) -> HttpResponse:
    """One section: shown with what is kept today, written when the rules agree."""
    school = request.member.school
    page = address("settings:settings_page", school.uai)
    return form_page(
        request,
        form(request.POST or None, school=school, instance=school),
        lambda values: act(school, **values, by=request.actor),
        template="schools/settings_form.html",
        success="Les réglages sont enregistrés.",
        next_page=page,
        context={"title": title, "back": page},
        require=lambda: require(right, request.actor, school),
    )


@require_http_methods(FORM)
def identity(request: SchoolRequest, uai: str) -> HttpResponse:
    act, right = actions.change_identity, policies.change_settings
    return _section(request, IdentityForm, "L’établissement", act, right)


@require_http_methods(FORM)
def logo(request: SchoolRequest, uai: str) -> HttpResponse:
    school, page = request.member.school, address("settings:settings_page", uai)
    return form_page(
        request,
        LogoForm(request.POST or None, request.FILES or None, school=school),
        lambda values: actions.change_logo(school, values["file"], by=request.actor),
        template="schools/logo.html",
        success="Vos documents portent ce logo.",
        next_page=page,
        context={"school": school, "back": page},
        require=lambda: require(policies.change_settings, request.actor, school),
    )


@require_safe
def logo_picture(request: SchoolRequest, uai: str) -> FileResponse:
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    if not school.logo:
        raise Http404
    return attachments.serve(school.pk, attachments.drawing("logo.webp", school.logo))


@require_POST
def logo_remove(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return button_page(
        request,
        lambda: actions.change_logo(school, None, by=request.actor),
        success="Vos documents n’ont plus de logo.",
        next_page=address("settings:settings_page", uai),
    )


@require_http_methods(FORM)
def clock(request: SchoolRequest, uai: str) -> HttpResponse:
    title, act = "Zone, fuseau horaire et jours fériés", actions.change_clock
    return _section(request, ClockForm, title, act, policies.change_settings)


@require_http_methods(FORM)
def mail_hours(request: SchoolRequest, uai: str) -> HttpResponse:
    act, right = actions.change_mail_hours, policies.change_settings
    return _section(request, MailHoursForm, "Heures des courriels", act, right)


@require_http_methods(FORM)
def delegate(request: SchoolRequest, uai: str) -> HttpResponse:
    title, act = "Le délégué à la protection des données", actions.change_delegate
    return _section(request, DelegateForm, title, act, policies.change_settings)


@require_http_methods(FORM)
def departures(request: SchoolRequest, uai: str) -> HttpResponse:
    title, act = "Les départs qui arrêtent un import", actions.change_departures
    return _section(request, DeparturesForm, title, act, policies.change_departures)


@require_http_methods(FORM)
def small_groups(request: SchoolRequest, uai: str) -> HttpResponse:
    title, act = "Le plus petit groupe montré", actions.change_smallest_group
    return _section(request, SmallGroupForm, title, act, policies.change_smallest_group)


@needs_fresh_proof
@require_http_methods(FORM)
def desk(request: SchoolRequest, uai: str) -> HttpResponse:
    title, act = "La collectivité, et où les pannes sont transmises", actions.change_desk
    return _section(request, DeskForm, title, act, policies.change_desk)


@require_safe
def closings(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    current = year_of(request.today)
    years = [str(current), str(current.next)]
    periods = closings_of(school)
    by_year = [(year, [period for period in periods if period.school_year == year]) for year in years]
    return render_page(request, "schools/closings.html", {"by_year": by_year})


@require_http_methods(FORM)
def closing_keep(request: SchoolRequest, uai: str) -> HttpResponse:
    """A new period, or the dates of a known one (`?annee_scolaire=…&nom=…` fills the form)."""
    school, page = request.member.school, address("settings:closings", uai)
    return form_page(
        request,
        PeriodForm(request.POST or None, school=school, initial=_initial_period(request)),
        lambda values: actions.keep_closing(school, **values, by=request.actor),
        template="schools/settings_form.html",
        success="",
        next_page=page,
        context={"title": "Une période sans classe", "back": page},
        require=lambda: require(policies.change_settings, request.actor, school),
    )


def _initial_period(request: SchoolRequest) -> dict[str, Any]:
    wanted = (request.GET.get("annee_scolaire", ""), request.GET.get("nom", ""))
    closing: Closing | None = None
    if all(wanted):
        every = closings_of(request.member.school)
        closing = next((period for period in every if (period.school_year, period.name) == wanted), None)
    return (
        {"name": closing.name, "first_day": closing.first_day, "back_on": closing.back_on} if closing else {}
    )


@require_POST
def closing_give_up(request: SchoolRequest, uai: str) -> HttpResponse:
    year, name = request.POST.get("school_year", ""), request.POST.get("name", "")
    return button_page(
        request,
        lambda: actions.give_up_closing(request.member.school, year, name, by=request.actor),
        success="",
        next_page=address("settings:closings", uai),
    )
