"""A licence: its page, its seats."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.answers import FORM, paginate
from fanal.core.pages.form_page import form_page, press
from fanal.core.pages.page import ShortFormPage, render
from fanal.core.text.french import agrees, counted
from fanal.core.text.words import numbers_of
from fanal.equipment.models import Equipment
from fanal.supplies.actions import machines as actions
from fanal.supplies.forms.machines import MachinesForm, PeopleForm
from fanal.supplies.models import Licence
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.purchase import Installed, chosen_machines, installed_of
from fanal.supplies.views.purchase import PurchasePage, facts_of
from fanal.supplies.views.purchase_kind import LICENCES


@dataclass(frozen=True, kw_only=True)
class LicencePage(PurchasePage):
    """`gone`: how many seats are held by machines and people that are gone."""

    template = "supplies/licence_page.html"

    licence: Licence
    gone: int
    installed: Installed | None


@require_safe
def licence_page(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    return show_licence(request, LICENCES.row_or_404(request, licence), [])


def show_licence(request: SchoolRequest, licence: Licence, reasons: list[str]) -> HttpResponse:
    seats = (
        licence.given.with_gone(request.today)
        .select_related("equipment", "person")
        .order_by("equipment__name", "person__family_name", "person__given_name")
    )
    page = LicencePage(
        about=facts_of(request, LICENCES, licence),
        page=paginate(request, seats),
        reasons=reasons,
        licence=licence,
        gone=licence.given.gone(request.today).count(),
        installed=installed_of(licence),
    )
    return render(request, page)


@require_http_methods(FORM)
def licence_give(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    """To machines, or to people, by the sort of the licence."""
    row, school = LICENCES.row_or_404(request, licence), request.member.school
    short_form = ShortFormPage(
        form=(PeopleForm if row.is_personal else MachinesForm)(request.POST or None, school=school),
        title="Donner des places",
        detail=f"{counted(row.left, 'place libre', 'places libres')} sur {row.bought}",
        button="Donner",
        trail=LICENCES.trail(uai, row),
    )
    return form_page(
        request,
        short_form,
        lambda values: _give(request, row, values),
        success=_given_words,
        next_page=LICENCES.url("page", uai, licence),
        require=lambda: require(policies.keep_purchases, request.actor, row),
    )


def _give(request: SchoolRequest, licence: Licence, values: dict[str, Any]) -> int:
    if licence.is_personal:
        return actions.give_seats(licence, [], list(values["people"]), **on_day(request))
    machines = chosen_machines(request.member.school, values)
    return actions.give_seats(licence, machines, [], **on_day(request))


def _given_words(count: int) -> str:
    return f"{counted(count, 'place')} {agrees(count, 'est donnée', 'sont données')}."


@require_http_methods(FORM)
def licence_installed(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    """A seat to each machine that reports the program and has none."""
    row, school = LICENCES.row_or_404(request, licence), request.member.school

    def give() -> int:
        reported = installed_of(row)
        machines = Equipment.objects.for_school(school).filter(pk__in=reported.unseated if reported else [])
        return actions.give_seats(row, list(machines), [], **on_day(request))

    return press(
        request,
        give,
        success=_given_words,
        page=LICENCES.url("page", uai, licence),
        show=lambda reasons: show_licence(request, row, reasons),
    )


@require_http_methods(FORM)
def licence_take_back(request: SchoolRequest, uai: str, licence: int) -> HttpResponse:
    """The seats that are ticked, or all those of machines and people that are gone."""
    row = LICENCES.row_or_404(request, licence)
    keys = numbers_of(request.POST.getlist("number"))
    if "partis" in request.POST:
        keys = list(row.given.gone(request.today).values_list("pk", flat=True))

    return press(
        request,
        lambda: actions.take_back_seats(row, keys, by=request.actor),
        success=lambda count: f"{counted(count, 'place est reprise', 'places sont reprises')}.",
        page=LICENCES.url("page", uai, licence),
        show=lambda reasons: show_licence(request, row, reasons),
    )
