"""« Réglages » of a school: what it says of itself, and the days it is closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.calendars import Closing, closings_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.files import attachments
from fanal.core.forms.school_form import SchoolModelForm
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
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
from fanal.year.rules.years import year_of

ELSEWHERE = (
    ("bookings:lesson_periods", "Les heures de cours"),
    ("bookings:bookable_list", "Ce qui se réserve"),
    ("equipment:convention", "Qui répare, qui paie, qui décide"),
    ("sharing:partner_list", "Ce que lisent l’académie et la collectivité"),
)


@dataclass(frozen=True, kw_only=True)
class SettingsPage(Page):
    """`elsewhere`: (words, address) of what other apps set."""

    template = "schools/settings.html"

    school: School
    elsewhere: list[tuple[str, str]]


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
    elsewhere = [(words, page) for name, words in ELSEWHERE if (page := _address(name, uai))]
    return render(request, SettingsPage(school=school, elsewhere=elsewhere))


def _address(name: str, uai: str) -> str:
    """A page that another app may have."""
    try:
        return reverse(name, args=[uai])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, kw_only=True)
class SettingsForm(FormPage):
    """`back`: the address that it leads to."""

    template = "schools/settings_form.html"

    title: str
    back: str


def section(
    form: type[SchoolModelForm],
    title: str,
    act: Callable[..., School],
    right: Right = policies.change_settings,
) -> Callable[..., HttpResponse]:
    """The view of one section: shown with what is kept today, written when the rules agree."""

    def view(request: SchoolRequest, uai: str) -> HttpResponse:
        school, page = request.member.school, address("settings:settings_page", uai)
        bound = form(request.POST or None, school=school, instance=school)
        return form_page(
            request,
            SettingsForm(form=bound, title=title, back=page),
            lambda values: act(school, **values, by=request.actor),
            success="Les réglages sont enregistrés.",
            next_page=page,
            require=lambda: require(right, request.actor, school),
        )

    return require_http_methods(FORM)(view)


identity = section(IdentityForm, "L’établissement", actions.change_identity)
clock = section(ClockForm, "Zone, fuseau horaire et jours fériés", actions.change_clock)
mail_hours = section(MailHoursForm, "Heures des courriels", actions.change_mail_hours)
delegate = section(DelegateForm, "Le délégué à la protection des données", actions.change_delegate)
departures = section(
    DeparturesForm,
    "Les départs qui arrêtent un import",
    actions.change_departures,
    policies.change_departures,
)
small_groups = section(
    SmallGroupForm,
    "Le plus petit groupe montré",
    actions.change_smallest_group,
    policies.change_smallest_group,
)
desk = needs_fresh_proof(
    section(
        DeskForm,
        "La collectivité, et où les pannes sont transmises",
        actions.change_desk,
        policies.change_desk,
    )
)


@dataclass(frozen=True, kw_only=True)
class LogoPage(FormPage):
    template = "schools/logo.html"

    school: School
    back: str


@require_http_methods(FORM)
def logo(request: SchoolRequest, uai: str) -> HttpResponse:
    school, page = request.member.school, address("settings:settings_page", uai)
    form = LogoForm(request.POST or None, request.FILES or None, school=school)
    return form_page(
        request,
        LogoPage(form=form, school=school, back=page),
        lambda values: actions.change_logo(school, values["file"], by=request.actor),
        success="Vos documents portent ce logo.",
        next_page=page,
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


@dataclass(frozen=True, kw_only=True)
class ClosingsPage(Page):
    template = "schools/closings.html"

    by_year: list[tuple[str, list[Closing]]]


@require_safe
def closings(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    current = year_of(request.today)
    years = [str(current), str(current.next)]
    periods = closings_of(school)
    by_year = [(year, [period for period in periods if period.school_year == year]) for year in years]
    return render(request, ClosingsPage(by_year=by_year))


@require_http_methods(FORM)
def closing_keep(request: SchoolRequest, uai: str) -> HttpResponse:
    """A new period, or the dates of a known one (`?annee_scolaire=…&nom=…` fills the form)."""
    school, page = request.member.school, address("settings:closings", uai)
    form = PeriodForm(request.POST or None, school=school, initial=_initial_period(request))
    return form_page(
        request,
        SettingsForm(form=form, title="Une période sans classe", back=page),
        lambda values: actions.keep_closing(school, **values, by=request.actor),
        success="",
        next_page=page,
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
