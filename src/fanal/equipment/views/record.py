"""One record: its page, registering and correcting it, its gestures."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, already_submitted, found_or_404, remember_answer, render_page
from fanal.core.money import euros
from fanal.core.registry import PANEL, registered
from fanal.equipment import actions
from fanal.equipment.forms.equipment import EquipmentForm, MoveForm, RegisterForm, StateForm, described_by
from fanal.equipment.models import Equipment
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.history import history_of, without_people
from fanal.equipment.reading.listing import numbered
from fanal.equipment.reading.owners import words_of
from fanal.equipment.rules.states import advice
from fanal.equipment.rules.warranty import in_words, is_covered, is_ending

BUTTONS = (policies.change_equipment, policies.move_equipment, policies.change_state, policies.print_labels)


def equipment_or_404(request: HttpRequest, number: int) -> Equipment:
    return found_or_404(numbered.first(request.member, number))


@require_safe
def equipment_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    equipment, today = equipment_or_404(request, number), request.today
    annotate_permissions([equipment], *BUTTONS, to=request.actor)
    panels = [panel for make in registered(PANEL) if (panel := make(request.member, equipment))]
    tone = "warn" if is_ending(equipment.warranty_until, today) else "ok"
    context = {
        "equipment": equipment,
        **words_of(equipment),
        "price": "" if equipment.price_cents is None else euros(equipment.price_cents),
        "warranty": in_words(equipment.warranty_until, today=today),
        "warranty_tone": tone if is_covered(equipment.warranty_until, today) else "",
        "history": without_people(history_of(equipment)) if request.member.partner else history_of(equipment),
        "panels": panels,
        "can_ask": request.member.person is not None,
    }
    return render_page(request, "equipment/equipment_page.html", context)


def _form_page(
    request: HttpRequest, title: str, form: Any, label: str, equipment: Equipment | None = None, **extra: Any
) -> HttpResponse:
    refused = form.is_bound and (form.errors or extra.get("reasons"))
    context = {"title": title, "form": form, "label": label, "equipment": equipment, **extra}
    template = (
        "equipment/record_form.html" if isinstance(form, EquipmentForm) else "equipment/gesture_form.html"
    )
    return render_page(request, template, context, status=422 if refused else 200)


@require_http_methods(FORM)
def equipment_register(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.register_equipment, request.actor, None)
    school, title = request.member.school, "Ajouter un équipement"
    start = {"room": request.GET.get("salle"), "type": request.GET.get("type")}
    form = RegisterForm(request.POST or None, school=school, initial=start)
    if not form.is_valid():
        return _form_page(request, title, form, "Enregistrer", is_new=True)
    if before := already_submitted(request):
        return redirect(before)
    given, made = form.cleaned_data, None
    with reasons_of_refusal() as reasons:
        made = actions.register_equipment(
            school,
            form.described(),
            room=given["room"],
            state=given["state"],
            today=request.today,
            by=request.actor,
        )
    if made is None:
        return _form_page(request, title, form, "Enregistrer", is_new=True, reasons=reasons)
    messages.success(request, f"« {made} » est enregistré sous le n° {made.number}.")
    return remember_answer(request, _after_registering(request, made))


def _after_registering(request: HttpRequest, made: Equipment) -> str:
    """Its page, or the same form for the next one of the same room and type."""
    if "again" not in request.POST:
        return _page_of(request, made)
    form = reverse("equipment:equipment_register", args=[request.member.school.uai])
    return f"{form}?salle={made.room_id or ''}&type={made.type_id}"


@require_http_methods(FORM)
def equipment_change(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    equipment = equipment_or_404(request, number)
    require(policies.change_equipment, request.actor, equipment)
    form = EquipmentForm(request.POST or None, school=request.member.school, initial=described_by(equipment))
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.change_equipment(equipment, form.described(), today=request.today, by=request.actor)
        if not reasons:
            return _done(request, equipment, "La fiche est à jour.")
    return _form_page(request, f"Modifier « {equipment} »", form, "Enregistrer", equipment, reasons=reasons)


@require_http_methods(FORM)
def equipment_move(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    equipment = equipment_or_404(request, number)
    require(policies.move_equipment, request.actor, equipment)
    form = MoveForm(request.POST or None, school=request.member.school, initial={"room": equipment.room_id})
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.move_equipment(equipment, form.cleaned_data["room"], by=request.actor)
        if not reasons:
            return _done(request, equipment, "Le nouvel emplacement est enregistré.")
    return _form_page(request, f"Déplacer « {equipment} »", form, "Déplacer", equipment, reasons=reasons)


@require_http_methods(FORM)
def equipment_state(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    equipment = equipment_or_404(request, number)
    require(policies.change_state, request.actor, equipment)
    form = StateForm(request.POST or None, state=equipment.state)
    reasons: list[str] = []
    if form.is_valid():
        new = form.new_state()
        with reasons_of_refusal() as reasons:
            actions.change_state(equipment, new, today=request.today, by=request.actor)
        if not reasons:
            return _done(request, equipment, " ".join(["Le nouvel état est enregistré.", *advice(new.to)]))
    return _form_page(
        request, f"Changer l’état de « {equipment} »", form, "Changer l’état", equipment, reasons=reasons
    )


def _page_of(request: HttpRequest, equipment: Equipment) -> str:
    return reverse("equipment:equipment_page", args=[request.member.school.uai, equipment.number])


def _done(request: HttpRequest, equipment: Equipment, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(_page_of(request, equipment))
