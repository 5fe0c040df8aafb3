"""« Réglages » of a school: what it says of itself, and the days it is closed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts import policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import Closing, closings_of
from fanal.accounts.rules.places import TIME_ZONES
from fanal.accounts.rules.years import year_of
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, render_page
from fanal.schools.actions import settings as actions
from fanal.schools.forms.settings import (
    ClockForm,
    DeparturesForm,
    DeskForm,
    IdentityForm,
    MailHoursForm,
    PeriodForm,
)

ELSEWHERE = (
    ("equipment:convention", "Qui répare, qui paie, qui décide"),
    ("sharing:partner_list", "Ce que lisent l’académie et la collectivité"),
)


@require_safe
def settings_page(request: HttpRequest, uai: str) -> HttpResponse:
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    context = {
        "school": school,
        "clock": dict(TIME_ZONES).get(school.timezone, school.timezone),
        "can_desk": policies.change_desk(request.actor, school),
        "can_departures": policies.change_departures(request.actor, school),
        "can_journal": policies.read_journal(request.actor, school),
        "elsewhere": [(words, address) for name, words in ELSEWHERE if (address := _address(name, uai))],
    }
    return render_page(request, "schools/settings.html", context)


def _address(name: str, uai: str) -> str:
    """A page that another app may have."""
    try:
        return reverse(name, args=[uai])
    except NoReverseMatch:
        return ""


def _form(
    request: HttpRequest, uai: str, form: type[forms.Form], title: str, act: Callable[..., Any]
) -> HttpResponse:
    """One section: shown with what is kept today, written when the rules agree."""
    school = request.member.school
    initial = {name: getattr(school, name, "") for name in form.base_fields}
    if school.authority:
        initial |= {"authority": school.authority.name, "authority_kind": school.authority.kind}
    filled: Any = form(request.POST if request.method == "POST" else None, initial=initial)
    reasons: list[str] = []
    if filled.is_valid():
        with reasons_of_refusal() as reasons:
            act(school, filled.as_input(), by=request.actor)
            messages.success(request, "Les réglages sont enregistrés.")
            return redirect("settings:settings_page", uai)
    return _form_page(request, title, filled, reasons, reverse("settings:settings_page", args=[uai]))


def _form_page(request: HttpRequest, title: str, form: Any, reasons: list[str], back: str) -> HttpResponse:
    context = {"title": title, "form": form, "reasons": reasons, "back": back}
    is_refused = form.is_bound and (form.errors or reasons)
    return render_page(request, "schools/settings_form.html", context, status=422 if is_refused else 200)


@require_http_methods(FORM)
def identity(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.change_settings, request.actor, request.member.school)
    return _form(request, uai, IdentityForm, "L’établissement", actions.change_identity)


@require_http_methods(FORM)
def clock(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.change_settings, request.actor, request.member.school)
    return _form(request, uai, ClockForm, "Zone, fuseau horaire et jours fériés", actions.change_clock)


@require_http_methods(FORM)
def mail_hours(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.change_settings, request.actor, request.member.school)
    return _form(request, uai, MailHoursForm, "Heures des courriels", actions.change_mail_hours)


@require_http_methods(FORM)
def departures(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.change_departures, request.actor, request.member.school)
    title = "Les départs qui arrêtent un import"
    return _form(request, uai, DeparturesForm, title, actions.change_departures)


@needs_fresh_proof
@require_http_methods(FORM)
def desk(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.change_desk, request.actor, request.member.school)
    return _form(
        request, uai, DeskForm, "La collectivité, et où les pannes sont transmises", actions.change_desk
    )


@require_safe
def closings(request: HttpRequest, uai: str) -> HttpResponse:
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    current = year_of(request.today)
    years = [str(current), str(current.next)]
    periods = closings_of(school)
    by_year = [(year, [period for period in periods if period.school_year == year]) for year in years]
    return render_page(request, "schools/closings.html", {"by_year": by_year})


@require_http_methods(FORM)
def closing_keep(request: HttpRequest, uai: str) -> HttpResponse:
    """A new period, or the dates of a known one (`?annee_scolaire=…&nom=…` fills the form)."""
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    form = PeriodForm(request.POST if request.method == "POST" else None, initial=_initial_period(request))
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.keep_closing(school, form.as_input(), by=request.actor)
            return redirect("settings:closings", uai)
    back = reverse("settings:closings", args=[uai])
    return _form_page(request, "Une période sans classe", form, reasons, back)


def _initial_period(request: HttpRequest) -> dict[str, Any]:
    wanted = (request.GET.get("annee_scolaire", ""), request.GET.get("nom", ""))
    closing: Closing | None = None
    if all(wanted):
        every = closings_of(request.member.school)
        closing = next((period for period in every if (period.school_year, period.name) == wanted), None)
    return (
        {"name": closing.name, "first_day": closing.first_day, "back_on": closing.back_on} if closing else {}
    )


@require_POST
def closing_give_up(request: HttpRequest, uai: str) -> HttpResponse:
    year, name = request.POST.get("school_year", ""), request.POST.get("name", "")
    actions.give_up_closing(request.member.school, year, name, by=request.actor)
    return redirect("settings:closings", uai)
