"""The convention: who repairs, who pays, who decides. Read by the team, written by those who keep it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.equipment import actions
from fanal.equipment.forms.convention import ConventionForm
from fanal.equipment.models import ConventionLine
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.convention import lines_of


def _line_or_404(request: HttpRequest, line: int) -> ConventionLine:
    return get_or_404(ConventionLine.objects.for_school(request.member.school), pk=line)


def _to_lines(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("equipment:convention", request.member.school.uai)


@require_safe
def convention_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_convention, request.actor, None)
    lines = lines_of(request.member.school)
    annotate_permissions([answer.line for answer in lines], policies.confirm_convention, to=request.actor)
    context = {"lines": lines, "can_write": policies.write_convention(request.actor, None)}
    return render_page(request, "equipment/convention.html", context)


@require_POST
def convention_start(request: HttpRequest, uai: str) -> HttpResponse:
    added = actions.start_convention(request.member.school, by=request.actor)
    sentence = (
        counted(added, "ligne ajoutée", "lignes ajoutées") if added else "Les lignes de départ y sont déjà"
    )
    return _to_lines(request, f"{sentence}.")


@require_http_methods(FORM)
def line_add(request: HttpRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return _line_form(
        request,
        "Ajouter une ligne à la convention",
        ConventionForm(request.POST or None, school=school),
        lambda values: actions.add_line(school, by=request.actor, **values),
    )


@require_http_methods(FORM)
def line_change(request: HttpRequest, uai: str, line: int) -> HttpResponse:
    convention_line = _line_or_404(request, line)
    return _line_form(
        request,
        "Modifier une ligne de la convention",
        ConventionForm(request.POST or None, school=request.member.school, instance=convention_line),
        lambda values: actions.change_line(convention_line, by=request.actor, **values),
        line=convention_line,
    )


def _line_form(
    request: HttpRequest,
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
def line_confirm(request: HttpRequest, uai: str, line: int) -> HttpResponse:
    actions.confirm_line(_line_or_404(request, line), today=request.today, by=request.actor)
    return _to_lines(request, "La ligne est confirmée.")


@require_POST
def line_remove(request: HttpRequest, uai: str, line: int) -> HttpResponse:
    actions.remove_line(_line_or_404(request, line), by=request.actor)
    return _to_lines(request, "La ligne est retirée. L’historique garde ce qu’elle disait.")
