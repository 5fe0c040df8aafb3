"""The types of equipment that a school names itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.equipment.actions import types as actions
from fanal.equipment.forms.places import TypeForm
from fanal.equipment.models import EquipmentType
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.places import types_with_counts


@require_safe
def type_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_types, request.actor, None)
    return render_page(request, "equipment/type_list.html", {"types": types_with_counts(request.member)})


@require_http_methods(FORM)
def type_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return _type_form(
        request,
        "Ajouter un type",
        TypeForm(request.POST or None, school=school),
        lambda values: actions.add_type(school, **values, by=request.actor),
    )


@require_http_methods(FORM)
def type_change(request: SchoolRequest, uai: str, kind: int) -> HttpResponse:
    school = request.member.school
    equipment_type = get_or_404(EquipmentType.objects.for_school(school), pk=kind)
    return _type_form(
        request,
        f"Modifier le type « {equipment_type} »",
        TypeForm(request.POST or None, school=school, instance=equipment_type),
        lambda values: actions.change_type(equipment_type, **values, by=request.actor),
    )


def _type_form(
    request: SchoolRequest, title: str, form: TypeForm, save: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    return form_page(
        request,
        form,
        save,
        template="equipment/type_form.html",
        success=SAVED,
        next_page=address("equipment:type_list", request.member.school.uai),
        context={"title": title, "label": "Enregistrer"},
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
