"""The list of equipment: filter, export what is shown."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http import get_or_404, query_of, render_page
from fanal.core.saved_views import SavedView, keep_view, views_of
from fanal.core.sheets.download import download
from fanal.equipment.forms.equipment import NOWHERE, StateForm
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.export import columns_of, exported
from fanal.equipment.reading.list_actions import list_actions
from fanal.equipment.reading.listing import (
    chips,
    headings,
    held_by,
    page_of,
    selects,
    types_and_rooms,
)
from fanal.equipment.rules.listing import read_filter

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


@require_safe
def equipment_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    """The rows of the list as shown, all pages of it, with all that their records say, as one file."""
    rows = exported(request.member, read_filter(request.GET), request.today)
    columns = columns_of(request.member, request.today)
    lines = ([value(row) for _, value in columns] for row in rows.iterator(chunk_size=2000))
    headers = [header for header, _ in columns]
    name = f"equipements-{uai}-{request.today:%Y-%m-%d}"
    return download(form, headers, lines, name=name, title="Équipements")
