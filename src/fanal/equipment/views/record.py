"""One record: its page, registering and correcting it, its gestures."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM, found_or_404, render_page
from fanal.core.money import euros
from fanal.core.panels import panels_of
from fanal.core.stale import version_of
from fanal.equipment.actions import equipment as actions
from fanal.equipment.actions.bulk import MOVED, last_moves
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.forms.equipment import EquipmentForm, MoveForm, RegisterForm, StateForm
from fanal.equipment.models import Equipment
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.history import history_of, without_people
from fanal.equipment.reading.listing import numbered
from fanal.equipment.reading.merge import kept_for, merged_into
from fanal.equipment.reading.owners import words_of
from fanal.equipment.rules.states import advice
from fanal.equipment.rules.warranty import in_words, is_covered, is_ending
from fanal.equipment.views.moving_back import offer_to_move_back

BUTTONS = (
    policies.change_equipment,
    policies.move_equipment,
    policies.change_state,
    policies.print_labels,
    policies.merge_equipment,
)


def equipment_or_404(request: SchoolRequest, number: int) -> Equipment:
    return found_or_404(numbered.first(request.member, number))


@require_safe
def equipment_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """A number that went into another record leads there."""
    equipment, today = numbered.first(request.member, number), request.today
    if equipment is None:
        return redirect(
            "equipment:equipment_page", uai, found_or_404(kept_for(request.member, number)).number
        )
    annotate_permissions([equipment], *BUTTONS, to=request.actor)
    panels, merges = panels_of(request.member, equipment), merged_into(equipment)
    history = history_of(equipment, [merge.gone_key for merge in merges])
    tone = "warn" if is_ending(equipment.warranty_until, today) else "ok"
    context = {
        "equipment": equipment,
        **words_of(equipment),
        "price": "" if equipment.price_cents is None else euros(equipment.price_cents),
        "warranty": in_words(equipment.warranty_until, today=today),
        "warranty_tone": tone if is_covered(equipment.warranty_until, today) else "",
        "history": without_people(history) if request.member.partner else history,
        "merges": merges,
        "panels": panels,
        "can_ask": request.member.person is not None and equipment.state != Equipment.State.DISPOSED,
    }
    return render_page(request, "equipment/equipment_page.html", context)


@require_http_methods(FORM)
def equipment_register(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    start = {"room": request.GET.get("salle"), "type": request.GET.get("type")}

    def register(values: dict[str, Any]) -> Equipment:
        room, state = values.pop("room"), values.pop("state")
        now = on_day(request)
        return actions.register_equipment(school, values, room=room, state=state, **now)

    return form_page(
        request,
        RegisterForm(request.POST or None, school=school, initial=start),
        register,
        template="equipment/record_form.html",
        success=lambda made: f"« {made} » est enregistré sous le n° {made.number}.",
        next_page=lambda made: _after_registering(request, made),
        context={"title": "Ajouter un équipement", "label": "Enregistrer", "is_new": True},
        require=lambda: require(policies.register_equipment, request.actor, None),
    )


def _after_registering(request: SchoolRequest, made: Equipment) -> str:
    """Its page, or the same form for the next one of the same room and type."""
    uai = request.member.school.uai
    if "again" not in request.POST:
        return address("equipment:equipment_page", uai, made.number)
    return f"{address('equipment:equipment_register', uai)}?salle={made.room_id or ''}&type={made.type_id}"


@require_http_methods(FORM)
def equipment_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    equipment, now = equipment_or_404(request, number), on_day(request)
    form = EquipmentForm(request.POST or None, school=request.member.school, instance=equipment)
    seen = request.POST.get("seen") or version_of(equipment, form.fields)
    return _record_form(
        request,
        equipment,
        form,
        lambda values: actions.change_equipment(equipment, values, seen=seen, **now),
        policies.change_equipment,
        template="equipment/record_form.html",
        success="La fiche est à jour.",
        context={"title": f"Modifier « {equipment} »", "label": "Enregistrer", "seen": seen},
    )


@require_http_methods(FORM)
def equipment_move(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    equipment, by = equipment_or_404(request, number), request.actor
    page = address("equipment:equipment_page", uai, number)

    def move(values: dict[str, Any]) -> None:
        moved = actions.move_equipment(equipment, values["room"], by=by)
        moves = last_moves(moved.school, 1, by=by, verb=MOVED)
        offer_to_move_back(request, "Le nouvel emplacement est enregistré.", moves, then=page)

    return _record_form(
        request,
        equipment,
        MoveForm(request.POST or None, school=request.member.school, instance=equipment),
        move,
        policies.move_equipment,
        success="",
        context={"title": f"Déplacer « {equipment} »", "label": "Déplacer"},
    )


@require_http_methods(FORM)
def equipment_state(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    equipment = equipment_or_404(request, number)
    form = StateForm(request.POST or None, state=equipment.state)

    def change(_: dict[str, Any]) -> NewState:
        new = form.new_state()
        actions.change_state(equipment, new, today=request.today, by=request.actor)
        return new

    return _record_form(
        request,
        equipment,
        form,
        change,
        policies.change_state,
        success=lambda new: " ".join(["Le nouvel état est enregistré.", *advice(new.to)]),
        context={"title": f"Changer l’état de « {equipment} »", "label": "Changer l’état"},
    )


def _record_form(
    request: SchoolRequest,
    equipment: Equipment,
    form: Any,
    save: Callable[[dict[str, Any]], object],
    right: Right,
    *,
    success: str | Callable[[Any], str],
    context: dict[str, Any],
    template: str = "equipment/gesture_form.html",
) -> HttpResponse:
    """What is done to a record by a form, which leads back to its page."""
    return form_page(
        request,
        form,
        save,
        template=template,
        success=success,
        next_page=address("equipment:equipment_page", request.member.school.uai, equipment.number),
        context={"equipment": equipment, **context},
        require=lambda: require(right, request.actor, equipment),
    )
