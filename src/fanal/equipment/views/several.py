"""Several of the list at once: moved, put into another state, taken to another page.

What takes them out of the school's hands is asked first, with how many they are and why.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import FORM, UNPROCESSABLE, already_submitted
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted, first_named
from fanal.core.text.words import number_of, numbers_of
from fanal.equipment.actions import bulk as actions
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.forms.equipment import GraveStateForm, MoveSeveralForm, StateForm
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.custody import count_out
from fanal.equipment.reading.list_actions import list_actions
from fanal.equipment.reading.listing import machine_names, numbers_shown
from fanal.equipment.reading.pasted import with_machines
from fanal.equipment.rules.listing import read_filter
from fanal.equipment.rules.states import GRAVE, advice
from fanal.equipment.views.bulk_record import blank_form
from fanal.equipment.views.chosen import after_several, list_address, list_filter, refused

MOST_NAMED = 6  # of those that are chosen, before they are lost


@require_http_methods(FORM)
def equipment_several(request: SchoolRequest, uai: str) -> HttpResponse:
    """Act on those that are ticked; those refused are listed with their reasons. Back leads to the list."""
    require(policies.change_several, request.actor, None)
    if request.method != "POST":
        return redirect("equipment:equipment_list", uai)
    if "sure" in request.POST and (before := already_submitted(request)):
        return redirect(before)  # before the list is counted: the first press took some out of it
    numbers = numbers_of(request.POST.getlist("number"))
    if "tous" in request.POST:
        shown = with_machines(request.member, read_filter(list_filter(request)))
        numbers = numbers_shown(request.member, shown, request.today, actions.MOST)
        seen = number_of(request.POST["tous"])
        if "retour" not in request.POST or min(seen or 0, actions.MOST + 1) != len(numbers):
            return refused(request, [actions.LIST_CHANGED])
    if page := _page_of_chosen(request, uai):
        return redirect(f"{page}?{urlencode({'n': numbers}, doseq=True)}")
    gestures = {"state": _state, "record": blank_form}
    return gestures.get(request.POST.get("do", ""), _move)(request, numbers)


def _move(request: SchoolRequest, numbers: list[int]) -> HttpResponse:
    school = request.member.school
    form = MoveSeveralForm(request.POST, school=school, prefix="m")
    if not form.is_valid():
        return refused(request, _reasons_of(form))
    room = form.cleaned_data["room"]
    moved = actions.move_several(numbers, room, school=school, by=request.actor)
    done = counted(moved.done, "équipement déplacé", "équipements déplacés")
    return after_several(request, moved, f"{done} : {room or 'sans salle'}")


def _state(request: SchoolRequest, numbers: list[int]) -> HttpResponse:
    form = StateForm(request.POST, prefix="e")
    if not form.is_valid():
        return refused(request, _reasons_of(form))
    new = form.new_state()
    if new.to in GRAVE and numbers:
        return _grave_state(request, numbers, new)
    return _change(request, numbers, new)


@dataclass(frozen=True, kw_only=True)
class GraveStatePage(Page):
    """`named`: the first of them in words; `whole`: how many there are, where the whole list is chosen."""

    template = "equipment/several_grave.html"

    form: GraveStateForm
    names: list[str]
    named: str
    out: int
    to: str
    numbers: list[int]
    whole: str
    retour: str
    back: str


def _grave_state(request: SchoolRequest, numbers: list[int], new: NewState) -> HttpResponse:
    """Ask first; once somebody said why, do it."""
    is_sure = "sure" in request.POST
    values = {name: request.POST.get(f"e-{name}", "") for name in StateForm.base_fields}
    form = GraveStateForm(request.POST if is_sure else None, to=new.to, prefix="e", initial=values)
    if is_sure and form.is_valid():
        return _change(request, numbers, form.new_state())
    names = machine_names(request.member.school, numbers)
    page = GraveStatePage(
        form=form,
        names=names,
        named=first_named(names, MOST_NAMED),
        out=count_out(request.member.school, numbers),
        to=new.to.label,
        numbers=[] if "tous" in request.POST else numbers,
        whole=request.POST.get("tous", ""),
        retour=request.POST.get("retour", ""),
        back=list_address(request),
    )
    return render(request, page, status=UNPROCESSABLE if is_sure else 200)


def _change(request: SchoolRequest, numbers: list[int], new: NewState) -> HttpResponse:
    school, today = request.member.school, request.today
    outcome = actions.change_state_of_several(numbers, new, school=school, today=today, by=request.actor)
    done = counted(outcome.done, "équipement modifié", "équipements modifiés")
    return after_several(request, outcome, done, advice(new.to))


def _reasons_of(form: MoveSeveralForm | StateForm) -> list[str]:
    return [str(reason) for of_field in form.errors.values() for reason in of_field]


def _page_of_chosen(request: SchoolRequest, uai: str) -> str:
    """Where those that are chosen are taken: their labels, or the page of another room; else nothing."""
    pages = {action.code: action.page for action in list_actions(request.member)}
    pages["labels"] = reverse("equipment:label_print", args=[uai])
    return pages.get(request.POST.get("do", ""), "")
