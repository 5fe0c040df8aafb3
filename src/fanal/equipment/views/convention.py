"""The convention: who repairs, who pays, who decides. Read by the team, written by those who keep it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.equipment.actions import convention as actions
from fanal.equipment.forms.convention import ConventionForm
from fanal.equipment.models import ConventionLine
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.convention import lines_of


def _line_or_404(request: SchoolRequest, line: int) -> ConventionLine:
    return get_or_404(ConventionLine.objects.for_school(request.member.school), pk=line)


@require_safe
def convention_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_convention, request.actor, None)
    lines = lines_of(request.member.school)
    annotate_permissions([answer.line for answer in lines], policies.confirm_convention, to=request.actor)
    context = {"lines": lines, "can_write": policies.write_convention(request.actor, None)}
    return render_page(request, "equipment/convention.html", context)


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


@require_http_methods(FORM)
def line_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return _line_form(
        request,
        "Ajouter une ligne à la convention",
        ConventionForm(request.POST or None, school=school),
        lambda values: actions.add_line(school, by=request.actor, **values),
    )


@require_http_methods(FORM)
def line_change(request: SchoolRequest, uai: str, line: int) -> HttpResponse:
    convention_line = _line_or_404(request, line)
    return _line_form(
        request,
        "Modifier une ligne de la convention",
        ConventionForm(request.POST or None, school=request.member.school, instance=convention_line),
        lambda values: actions.change_line(convention_line, by=request.actor, **values),
        line=convention_line,
    )


def _line_form(
    request: SchoolRequest,
    title: str,
    form: ConventionForm,
    save: Callable[[dict[str, Any]], object],
    **context: Any,
) -> HttpResponse:
    return form_page(
        request,
        form,
        save,
        template="equipment/convention_form.html",
        success=SAVED,
        next_page=address("equipment:convention", request.member.school.uai),
        context={"title": title, "label": "Enregistrer", **context},
        require=lambda: require(policies.write_convention, request.actor, None),
    )


@require_POST
def line_confirm(request: SchoolRequest, uai: str, line: int) -> HttpResponse:
    convention_line = _line_or_404(request, line)
    return button_page(
        request,
        lambda: actions.confirm_line(convention_line, today=request.today, by=request.actor),
        success="La ligne est confirmée.",
        next_page=address("equipment:convention", uai),
    )


@require_POST
def line_remove(request: SchoolRequest, uai: str, line: int) -> HttpResponse:
    """Its key is asked first: pressed twice, the second finds no line."""
    return button_page(
        request,
        lambda: actions.remove_line(_line_or_404(request, line), by=request.actor),
        success="La ligne est retirée. L’historique garde ce qu’elle disait.",
        next_page=address("equipment:convention", uai),
    )
