"""The convention: who repairs, who pays, who decides. Read by the team, written by those who keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.text.french import counted
from fanal.equipment.actions import convention as actions
from fanal.equipment.forms.convention import ConventionForm
from fanal.equipment.models import ConventionLine
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.convention import ConventionAnswer, lines_of


def _line(request: SchoolRequest, pk: int) -> ConventionLine:
    require_role(policies.read_convention, request.actor)
    line: ConventionLine = get_or_404(ConventionLine.objects.for_school(request.member.school), pk=pk)
    return line


@dataclass(frozen=True, kw_only=True)
class ConventionPage(Page):
    template = "equipment/convention.html"

    lines: list[ConventionAnswer]
    school: School


@require_safe
def convention_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_convention, request.actor, None)
    lines, school = lines_of(request.member.school), request.member.school
    annotate_permissions([answer.line for answer in lines], policies.confirm_convention, to=request.actor)
    annotate_permissions([school], policies.write_convention, to=request.actor)
    return render(request, ConventionPage(lines=lines, school=school))


@require_POST
def convention_start(request: SchoolRequest, uai: str) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.start_convention(request.member.school, by=request.actor),
        success=_added_words,
        next_page=address("equipment:convention", uai),
    )


def _added_words(count: int) -> str:
    if not count:
        return "Les lignes de départ y sont déjà."
    return f"{counted(count, 'ligne ajoutée', 'lignes ajoutées')}."


@dataclass(frozen=True, kw_only=True)
class ConventionLinePage(FormPage):
    """The form of a line; `line`: the one that is there already."""

    template = "equipment/convention_form.html"

    title: str
    line: ConventionLine | None = None


@require_http_methods(FORM)
def line_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    page = ConventionLinePage(
        form=ConventionForm(request.POST or None, school=school), title="Ajouter une ligne à la convention"
    )
    return _save_line(request, page, lambda values: actions.add_line(school, by=request.actor, **values))


@require_http_methods(FORM)
def line_change(request: SchoolRequest, uai: str, line: int) -> HttpResponse:
    row = _line(request, line)
    page = ConventionLinePage(
        form=ConventionForm(request.POST or None, school=request.member.school, instance=row),
        title="Modifier une ligne de la convention",
        line=row,
    )
    return _save_line(request, page, lambda values: actions.change_line(row, by=request.actor, **values))


def _save_line(
    request: SchoolRequest, page: ConventionLinePage, save: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    return form_page(
        request,
        page,
        save,
        success=SAVED,
        next_page=address("equipment:convention", request.member.school.uai),
        require=lambda: require(policies.write_convention, request.actor, None),
    )


@require_POST
def line_confirm(request: SchoolRequest, uai: str, line: int) -> HttpResponse:
    row = _line(request, line)
    return button_page(
        request,
        lambda: actions.confirm_line(row, today=request.today, by=request.actor),
        success="La ligne est confirmée.",
        next_page=address("equipment:convention", uai),
    )


@require_POST
def line_remove(request: SchoolRequest, uai: str, line: int) -> HttpResponse:
    """Its key is asked first: pressed twice, the second finds no line."""
    return button_page(
        request,
        lambda: actions.remove_line(_line(request, line), by=request.actor),
        success="La ligne est retirée. L’historique garde ce qu’elle disait.",
        next_page=address("equipment:convention", uai),
    )
