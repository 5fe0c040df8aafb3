"""The types of equipment that a school names itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.text.french import counted
from fanal.equipment.actions import types as actions
from fanal.equipment.forms.places import TypeForm
from fanal.equipment.models import EquipmentType
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.places import types_with_counts


@dataclass(frozen=True, kw_only=True)
class TypeListPage(Page):
    template = "equipment/type_list.html"

    types: list[EquipmentType]


@require_safe
def type_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_types, request.actor, None)
    return render(request, TypeListPage(types=types_with_counts(request.member)))


@dataclass(frozen=True, kw_only=True)
class TypeFormPage(FormPage):
    template = "equipment/type_form.html"

    title: str


@require_http_methods(FORM)
def type_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    page = TypeFormPage(form=TypeForm(request.POST or None, school=school), title="Ajouter un type")
    return _save_type(request, page, lambda values: actions.add_type(school, **values, by=request.actor))


@require_http_methods(FORM)
def type_change(request: SchoolRequest, uai: str, kind: int) -> HttpResponse:
    school = request.member.school
    require_role(policies.manage_types, request.actor)
    row = get_or_404(EquipmentType.objects.for_school(school), pk=kind)
    form = TypeForm(request.POST or None, school=school, instance=row)
    page = TypeFormPage(form=form, title=f"Modifier le type « {row} »")
    return _save_type(request, page, lambda values: actions.change_type(row, **values, by=request.actor))


def _save_type(
    request: SchoolRequest, page: TypeFormPage, save: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    return form_page(
        request,
        page,
        save,
        success=SAVED,
        next_page=address("equipment:type_list", request.member.school.uai),
        require=lambda: require(policies.manage_types, request.actor, None),
    )


@require_POST
def type_usual(request: SchoolRequest, uai: str) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.add_usual_types(request.member.school, by=request.actor),
        success=_added_words,
        next_page=address("equipment:type_list", uai),
    )


def _added_words(count: int) -> str:
    return (
        f"{counted(count, 'type ajouté', 'types ajoutés')}." if count else "Les types habituels y sont déjà."
    )
