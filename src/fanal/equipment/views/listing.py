"""The list of equipment: filter, act on several, export what is shown."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted
from fanal.core.http import get_or_404, query_of, render_page
from fanal.core.saved_views import SavedView, keep_view, views_of
from fanal.core.sheets.download import download
from fanal.core.words import number_of, numbers_of
from fanal.equipment.actions import bulk as actions
from fanal.equipment.forms.equipment import NOWHERE, MoveSeveralForm, StateForm
from fanal.equipment.models import Room
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.export import columns_of, exported
from fanal.equipment.reading.list_actions import list_actions
from fanal.equipment.reading.listing import (
    chips,
    headings,
    held_by,
    numbers_shown,
    page_of,
    selects,
    types_and_rooms,
)
from fanal.equipment.rules.listing import read_filter
from fanal.equipment.rules.states import advice
from fanal.equipment.views.moving_back import offer_to_move_back

PAGE = "equipment"
BLANK_STATE = StateForm(prefix="e")  # never filled: drawn once for all pages


@require_safe
def equipment_list(request: SchoolRequest, uai: str) -> HttpResponse:
    chosen_filter = read_filter(request.GET)
    can_act = policies.change_several(request.actor, None)
    above = chips(request.member, chosen_filter, request.today)
    types, rooms = types_and_rooms(request.member)
    context = {
        "chosen_filter": chosen_filter,
        "page": page_of(request.member, chosen_filter, request.today, above, request.GET.get("page")),
        "chips": above,
        "selects": selects(request.member, types, rooms, chosen_filter),
        "rooms": rooms,
        "no_room": NOWHERE,
        "holder": held_by(request.member, chosen_filter),
        "can_act": can_act,
        "can_register": policies.register_equipment(request.actor, None),
        "views": views_of(request.member.person, PAGE),
        "headings": headings(chosen_filter),
        "all_checked": request.GET.get("cocher") in {"tous", "resultats"},
        "whole_result": request.GET.get("cocher") == "resultats",
        "state_form": BLANK_STATE if can_act else None,
        "actions": list_actions(request.member) if can_act else (),
    }
    return render_page(request, "equipment/equipment_list.html", context, fragment="results")


@require_POST
def view_keep(request: SchoolRequest, uai: str) -> HttpResponse:
    """Keep the filter shown under a name, for oneself."""
    if request.member.person is None:
        raise Http404
    query = read_filter(query_of(request.POST.get("query", ""))).query
    kept = keep_view(request.member.person, PAGE, request.POST.get("name", ""), query)
    messages.success(request, f"La vue « {kept} » est gardée pour vous.")
    return redirect(f"{reverse('equipment:equipment_list', args=[uai])}?{query}")


@require_POST
def view_forget(request: SchoolRequest, uai: str, view: int) -> HttpResponse:
    """Forget one of one's own views."""
    mine = SavedView.objects.for_school(request.member.school).filter(person=request.member.person, page=PAGE)
    get_or_404(mine, pk=view).delete()
    return redirect("equipment:equipment_list", uai)


@require_POST
def equipment_several(request: SchoolRequest, uai: str) -> HttpResponse:
    """Act on those that are ticked; those refused are listed with their reasons."""
    require(policies.change_several, request.actor, None)
    school, by = request.member.school, request.actor
    numbers = numbers_of(request.POST.getlist("number"))
    if "tous" in request.POST:
        shown = read_filter(_shown(request))
        numbers = numbers_shown(request.member, shown, request.today, actions.MOST)
        seen = number_of(request.POST["tous"])
        if "retour" not in request.POST or min(seen or 0, actions.MOST + 1) != len(numbers):
            context = {"reasons": [actions.LIST_CHANGED], "back": _list_address(request)}
            return render_page(request, "equipment/several_refused.html", context, status=422)
    if page := _page_of_chosen(request, uai):
        return redirect(f"{page}?{urlencode({'n': numbers}, doseq=True)}")
    is_move = request.POST.get("do") != "state"
    move, state = (
        MoveSeveralForm(request.POST, school=school, prefix="m"),
        StateForm(request.POST, prefix="e"),
    )
    if is_move and move.is_valid():
        room = move.cleaned_data["room"]
        moved = actions.move_several(numbers, room, school=school, by=by)
        return _after(request, moved, room=room or "sans salle")
    if not is_move and state.is_valid():
        new = state.new_state()
        outcome = actions.change_state_of_several(numbers, new, school=school, today=request.today, by=by)
        return _after(request, outcome, advice(new.to))
    reasons = [
        str(reason) for of_field in (move if is_move else state).errors.values() for reason in of_field
    ]
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
    address = _list_address(request)
    done = counted(outcome.done, "équipement modifié", "équipements modifiés")
    if room is not None:
        done = f"{counted(outcome.done, 'équipement déplacé', 'équipements déplacés')} : {room}"
    if outcome.refused:
        context = {"outcome": outcome, "done": done, "back": address}
        return render_page(request, "equipment/several_refused.html", context)
    offer_to_move_back(request, " ".join([f"{done}.", *then]), outcome.moves, then=address)
    return redirect(address)


@require_safe
def equipment_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    """The rows of the list as shown, all pages of it, with all that their records say, as one file."""
    rows = exported(request.member, read_filter(request.GET), request.today)
    columns = columns_of(request.member, request.today)
    lines = ([value(row) for _, value in columns] for row in rows.iterator(chunk_size=2000))
    headers = [header for header, _ in columns]
    name = f"equipements-{uai}-{request.today:%Y-%m-%d}"
    return download(form, headers, lines, name=name, title="Équipements")
