"""The types of equipment that a school names itself."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.rules.french import counted
from fanal.core.http import FORM, get_or_404, render_page
from fanal.equipment import actions
from fanal.equipment.forms.places import TypeForm
from fanal.equipment.models import EquipmentType
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.places import types_with_counts
from fanal.equipment.views.saving import save_or_show


@require_safe
def type_list(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.manage_types, request.actor, None)
    return render_page(request, "equipment/type_list.html", {"types": types_with_counts(request.member)})


def _save(request: HttpRequest, title: str, form: TypeForm, act: Callable[[], object]) -> HttpResponse:
    require(policies.manage_types, request.actor, None)
    return save_or_show(request, "equipment/type_form.html", title, form, act, back="equipment:type_list")


@require_http_methods(FORM)
def type_add(request: HttpRequest, uai: str) -> HttpResponse:
    school = request.member.school
    form = TypeForm(request.POST or None, school=school)
    return _save(
        request,
        "Ajouter un type",
        form,
        lambda: actions.add_type(school, **form.cleaned_data, by=request.actor),
    )


@require_http_methods(FORM)
def type_change(request: HttpRequest, uai: str, kind: int) -> HttpResponse:
    equipment_type = get_or_404(EquipmentType.objects.for_school(request.member.school), pk=kind)
    start = {name: getattr(equipment_type, name) for name in TypeForm.base_fields}
    form = TypeForm(request.POST or None, school=request.member.school, initial=start)
    return _save(
        request,
        f"Modifier le type « {equipment_type} »",
        form,
        lambda: actions.change_type(equipment_type, **form.cleaned_data, by=request.actor),
    )


@require_POST
def type_usual(request: HttpRequest, uai: str) -> HttpResponse:
    added = actions.add_usual_types(request.member.school, by=request.actor)
    sentence = counted(added, "type ajouté", "types ajoutés") if added else "Les types habituels y sont déjà"
    messages.success(request, f"{sentence}.")
    return redirect("equipment:type_list", uai)
