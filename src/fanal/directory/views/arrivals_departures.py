"""« Arrivées et départs »: the list of who moves, and the sheet of one of them, on the screen or printed."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.policies.school import note_departure
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.documents.paper import bound
from fanal.core.documents.pdf import typeset
from fanal.core.http.answers import FORM, attached_pdf, get_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.core.people.arrivals_departures import ARRIVAL, DEPARTURE, PERSON, PUPIL
from fanal.directory.actions import departure_checklist as actions
from fanal.directory.policies import directory as policies
from fanal.directory.reading import arrivals_departures as reading
from fanal.directory.reading.checklist_print import SHEET, printed
from fanal.directory.reading.departure_checklist import DepartureChecklist
from fanal.directory.rules.arrivals_departures import Situation


@dataclass(frozen=True, kw_only=True)
class MovementListPage(Page):
    """`cut_at`: how many a list holds at most, where one of them is full."""

    template = "directory/movement_list.html"

    to_ask: list[reading.Moving]
    ending: list[reading.Moving]
    left: list[reading.Moving]
    pupils: list[reading.Moving]
    arrivals: list[Person]
    cut_at: int | None


@require_safe
def movement_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.fill_sheet, request.actor, None)
    school, moment = request.member.school, dict[str, Any](now=timezone.now(), today=request.today)
    moving, pupils = reading.leavers(school, **moment), reading.leaving_pupils(school, **moment)
    arrivals = reading.arrivals(school, **moment)
    page = MovementListPage(
        to_ask=[line for line in moving if line.situation.is_asked],
        ending=[line for line in moving if line.situation is Situation.ENDING],
        left=[line for line in moving if line.situation is Situation.LEFT],
        pupils=pupils,
        arrivals=arrivals,
        cut_at=reading.MOST if reading.MOST in {len(moving), len(pupils), len(arrivals)} else None,
    )
    return render(request, page)


@require_http_methods(FORM)
def departure(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    return _sheet(request, DEPARTURE, PERSON, person)


@require_http_methods(FORM)
def arrival(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    return _sheet(request, ARRIVAL, PERSON, person)


@require_http_methods(FORM)
def pupil_departure(request: SchoolRequest, uai: str, pupil: int) -> HttpResponse:
    return _sheet(request, DEPARTURE, PUPIL, pupil)


def _checklist(request: SchoolRequest, sheet: str, of: str, pk: int) -> DepartureChecklist:
    school, now, today = request.member.school, timezone.now(), request.today
    thing = get_or_404(reading.owner(school, sheet, of, now, today), pk=pk)
    return reading.sheet_of(thing, school, sheet, of, now=now, today=today)


def _sheet(request: SchoolRequest, sheet: str, of: str, pk: int) -> HttpResponse:
    require(policies.fill_sheet, request.actor, None)
    checklist = _checklist(request, sheet, of, pk)
    show = partial(_show_sheet, request, checklist)
    if request.method == "POST":
        act = partial(_act, request, checklist)
        return button_page(request, act, success="", next_page=request.path, show=show)
    return _printed(request, checklist) if "imprimer" in request.GET else show([])


@dataclass(frozen=True, kw_only=True)
class MovementSheetPage(Page):
    """`is_asked`: nobody has said yet whether they left; `may_note`: the reader may note it."""

    template = "directory/movement_sheet.html"

    checklist: DepartureChecklist
    reasons: list[str]
    panels: list[Panel]
    is_asked: bool
    may_note: bool


def _show_sheet(request: SchoolRequest, checklist: DepartureChecklist, reasons: list[str]) -> HttpResponse:
    page = MovementSheetPage(
        checklist=checklist,
        reasons=reasons,
        panels=panels_of(request.member, checklist),
        is_asked=checklist.situation.is_asked,
        may_note=request.actor.has(*note_departure.roles),
    )
    return render(request, page)


def _act(request: SchoolRequest, checklist: DepartureChecklist) -> None:
    stamp: dict[str, Any] = at_moment(request)
    match request.POST.get("do", ""), request.POST.get("line", ""):
        case "tick", line:
            actions.tick_line(checklist, line, even_so=request.POST.get("even_so") == "yes", **stamp)
        case "untick", line:
            actions.untick_line(checklist, line, **stamp)
        case "stays", _:
            actions.say_stays(checklist, **stamp)
        case "close", _:
            actions.close_sheet(checklist, **stamp)


def _printed(request: SchoolRequest, checklist: DepartureChecklist) -> HttpResponse:
    content = printed(checklist, request.member.school, today=request.today)
    return attached_pdf(typeset(SHEET, bound(content)), f"fiche-{slugify(str(checklist.thing))}")
