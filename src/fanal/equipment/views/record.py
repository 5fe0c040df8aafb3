"""One record: its page, registering and correcting it, its gestures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, found_or_404
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import ChangePage, FormPage, Page, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.core.text.money import euros
from fanal.equipment.actions import equipment as actions
from fanal.equipment.actions.bulk import MOVED, last_moves
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.forms.equipment import EquipmentForm, MoveForm, RegisterForm, StateForm
from fanal.equipment.models import Equipment, EquipmentMerge
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.history import Event, history_of, without_people
from fanal.equipment.reading.listing import numbered
from fanal.equipment.reading.merge import kept_for, merged_into
from fanal.equipment.reading.owners import PartyWords, party_words
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


def _equipment(request: SchoolRequest, number: int) -> Equipment:
    equipment: Equipment = found_or_404(numbered.first(request.member, number))
    return equipment


@dataclass(frozen=True, kw_only=True)
class EquipmentRecordPage(Page):
    """`parties`: whose it is, who paid it, and what the owner calls its own number."""

    template = "equipment/equipment_page.html"

    equipment: Equipment
    parties: PartyWords
    price: str
    warranty: str
    warranty_tone: str
    history: list[Event]
    merges: QuerySet[EquipmentMerge]
    panels: list[Panel]


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
    page = EquipmentRecordPage(
        equipment=equipment,
        parties=party_words(equipment),
        price="" if equipment.price_cents is None else euros(equipment.price_cents),
        warranty=in_words(equipment.warranty_until, today=today),
        warranty_tone=tone if is_covered(equipment.warranty_until, today) else "",
        history=without_people(history) if request.member.partner else history,
        merges=merges,
        panels=panels,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class EquipmentFormPage(ChangePage):
    """The form of a whole record; without `equipment`, of one more."""

    template = "equipment/record_form.html"

    title: str
    equipment: Equipment | None = None


@require_http_methods(FORM)
def equipment_register(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    start = {"room": request.GET.get("salle"), "type": request.GET.get("type")}

    def register(values: dict[str, Any]) -> Equipment:
        room, state = values.pop("room"), values.pop("state")
        return actions.register_equipment(school, values, room=room, state=state, **on_day(request))

    form = RegisterForm(request.POST or None, school=school, initial=start)
    return form_page(
        request,
        EquipmentFormPage(form=form, title="Ajouter un équipement"),
        register,
        success=lambda equipment: f"« {equipment} » est enregistré sous le n° {equipment.number}.",
        next_page=lambda equipment: _after_registering(request, equipment),
        require=lambda: require(policies.register_equipment, request.actor, None),
    )


def _after_registering(request: SchoolRequest, equipment: Equipment) -> str:
    """Its page, or the same form for the next one of the same room and type."""
    uai = request.member.school.uai
    if "again" not in request.POST:
        return address("equipment:equipment_page", uai, equipment.number)
    form = address("equipment:equipment_register", uai)
    return f"{form}?salle={equipment.room_id or ''}&type={equipment.type_id}"


@require_http_methods(FORM)
def equipment_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    equipment, stamp = _equipment(request, number), on_day(request)
    form = EquipmentForm(request.POST or None, school=request.member.school, instance=equipment)
    seen = request.POST.get("seen") or version_of(equipment, form.fields)
    return _save_to_record(
        request,
        equipment,
        EquipmentFormPage(form=form, title=f"Modifier « {equipment} »", equipment=equipment, seen=seen),
        lambda values: actions.change_equipment(equipment, values, seen=seen, **stamp),
        right=policies.change_equipment,
        success="La fiche est à jour.",
    )


@dataclass(frozen=True, kw_only=True)
class EquipmentGesturePage(FormPage):
    """A form about one record; `label`: what its button does."""

    template = "equipment/gesture_form.html"

    equipment: Equipment
    title: str
    label: str


@require_http_methods(FORM)
def equipment_move(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    equipment, by = _equipment(request, number), request.actor

    def move(values: dict[str, Any]) -> None:
        moved = actions.move_equipment(equipment, values["room"], by=by)
        moves = last_moves(moved.school, 1, by=by, verb=MOVED)
        then = address("equipment:equipment_page", uai, number)
        offer_to_move_back(request, "Le nouvel emplacement est enregistré.", moves, then=then)

    page = EquipmentGesturePage(
        form=MoveForm(request.POST or None, school=request.member.school, instance=equipment),
        equipment=equipment,
        title=f"Déplacer « {equipment} »",
        label="Déplacer",
    )
    return _save_to_record(request, equipment, page, move, right=policies.move_equipment, success="")


@require_http_methods(FORM)
def equipment_state(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    equipment = _equipment(request, number)
    form = StateForm(request.POST or None, state=equipment.state)

    def change(_: dict[str, Any]) -> NewState:
        new = form.new_state()
        actions.change_state(equipment, new, today=request.today, by=request.actor)
        return new

    return _save_to_record(
        request,
        equipment,
        EquipmentGesturePage(
            form=form,
            equipment=equipment,
            title=f"Changer l’état de « {equipment} »",
            label="Changer l’état",
        ),
        change,
        right=policies.change_state,
        success=lambda new: " ".join(["Le nouvel état est enregistré.", *advice(new.to)]),
    )


def _save_to_record(
    request: SchoolRequest,
    equipment: Equipment,
    page: FormPage,
    save: Callable[[dict[str, Any]], object],
    *,
    right: Right,
    success: str | Callable[[Any], str],
) -> HttpResponse:
    """What is done to a record by a form, which leads back to its page."""
    return form_page(
        request,
        page,
        save,
        success=success,
        next_page=address("equipment:equipment_page", request.member.school.uai, equipment.number),
        require=lambda: require(right, request.actor, equipment),
    )
