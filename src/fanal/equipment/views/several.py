"""Several of the list at once: moved, put into another state, taken to another page.

What takes them out of the school's hands is asked first, with how many they are and why.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted, first_named
from fanal.core.http import already_submitted, query_of, remember_answer, render_page
from fanal.core.words import number_of, numbers_of
from fanal.equipment.actions import bulk as actions
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.forms.equipment import GraveStateForm, MoveSeveralForm, StateForm
from fanal.equipment.models import Room
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.custody import count_out
from fanal.equipment.reading.list_actions import list_actions
from fanal.equipment.reading.listing import machine_names, numbers_shown
from fanal.equipment.rules.listing import read_filter
from fanal.equipment.rules.states import GRAVE, advice
from fanal.equipment.views.moving_back import offer_to_move_back

MOST_NAMED = 6  # of those that are chosen, before they are lost


@require_POST
def equipment_several(request: SchoolRequest, uai: str) -> HttpResponse:
    """Act on those that are ticked; those refused are listed with their reasons."""
    require(policies.change_several, request.actor, None)
    numbers = numbers_of(request.POST.getlist("number"))
    if "tous" in request.POST:
        shown = read_filter(_shown(request))
        numbers = numbers_shown(request.member, shown, request.today, actions.MOST)
        seen = number_of(request.POST["tous"])
        if "retour" not in request.POST or min(seen or 0, actions.MOST + 1) != len(numbers):
            return _refused(request, [actions.LIST_CHANGED])
    if page := _page_of_chosen(request, uai):
        return redirect(f"{page}?{urlencode({'n': numbers}, doseq=True)}")
    return _state(request, numbers) if request.POST.get("do") == "state" else _move(request, numbers)


def _move(request: SchoolRequest, numbers: list[int]) -> HttpResponse:
    school = request.member.school
    form = MoveSeveralForm(request.POST, school=school, prefix="m")
    if not form.is_valid():
        return _refused(request, _reasons_of(form))
    room = form.cleaned_data["room"]
    moved = actions.move_several(numbers, room, school=school, by=request.actor)
    return _after(request, moved, room=room or "sans salle")


def _state(request: SchoolRequest, numbers: list[int]) -> HttpResponse:
    form = StateForm(request.POST, prefix="e")
    if not form.is_valid():
        return _refused(request, _reasons_of(form))
    new = form.new_state()
    if new.to in GRAVE and numbers:
        return _grave_state(request, numbers, new)
    return _change(request, numbers, new)


def _grave_state(request: SchoolRequest, numbers: list[int], new: NewState) -> HttpResponse:
    """Ask first; once somebody said why, do it."""
    is_sure = "sure" in request.POST
    chosen = {name: request.POST.get(f"e-{name}", "") for name in StateForm.base_fields}
    form = GraveStateForm(request.POST if is_sure else None, to=new.to, prefix="e", initial=chosen)
    if is_sure and form.is_valid():
        if before := already_submitted(request):
            return redirect(before)
        return _change(request, numbers, form.new_state())
    names = machine_names(request.member.school, numbers)
    context = {
        "form": form,
        "names": names,
        "named": first_named(names, MOST_NAMED),
        "out": count_out(request.member.school, numbers),
        "to": new.to.label,
        "numbers": () if "tous" in request.POST else numbers,
        "whole": request.POST.get("tous", ""),
        "retour": request.POST.get("retour", ""),
        "back": _list_address(request),
    }
    return render_page(request, "equipment/several_grave.html", context, status=422 if is_sure else 200)


def _change(request: SchoolRequest, numbers: list[int], new: NewState) -> HttpResponse:
    school, today = request.member.school, request.today
    outcome = actions.change_state_of_several(numbers, new, school=school, today=today, by=request.actor)
    return _after(request, outcome, advice(new.to))


def _reasons_of(form: MoveSeveralForm | StateForm) -> list[str]:
    return [str(reason) for of_field in form.errors.values() for reason in of_field]


def _refused(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    context = {"reasons": reasons, "back": _list_address(request)}
    return render_page(request, "equipment/several_refused.html", context, status=422)


def _page_of_chosen(request: SchoolRequest, uai: str) -> str:
    """Where those that are chosen are taken: their labels, or the page of another room; else nothing."""
    pages = {action.code: action.page for action in list_actions(request.member)}
    pages["labels"] = reverse("equipment:label_print", args=[uai])
    return pages.get(request.POST.get("do", ""), "")


def _shown(request: SchoolRequest) -> QueryDict:
    """The filter of the list that one comes from."""
    return query_of(request.POST.get("retour", ""))


def _list_address(request: SchoolRequest) -> str:
    """Where one comes from: the same filter, the same page of it."""
    shown = _shown(request)
    query, page = read_filter(shown).query, number_of(shown.get("page", ""))
    address = f"{reverse('equipment:equipment_list', args=[request.member.school.uai])}?{query}"
    return f"{address}&page={page}" if page else address


def _after(
    request: SchoolRequest,
    outcome: actions.BulkOutcome,
    then: Sequence[str] = (),
    *,
    room: Room | str | None = None,
) -> HttpResponse:
    """Say what was done, with « Annuler »; where some were refused, on the page that names them."""
    address = _list_address(request)
    done = counted(outcome.done, "équipement modifié", "équipements modifiés")
    if room is not None:
        done = f"{counted(outcome.done, 'équipement déplacé', 'équipements déplacés')} : {room}"
    if outcome.done:
        offer_to_move_back(request, " ".join([f"{done}.", *then]), outcome.moves, then=address)
    if outcome.refused:
        context = {"outcome": outcome, "back": address}
        return render_page(request, "equipment/several_refused.html", context)
    return remember_answer(request, address)
