"""The list of equipment: filter, export what is shown."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import Person, School
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import get_or_404, query_of
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.headings import ColumnHeading
from fanal.core.pages.page import Page, Paged, render
from fanal.core.pages.saved_views import SavedView, keep_view, views_of
from fanal.core.sheets.download import download
from fanal.equipment.forms.equipment import NOWHERE, StateForm
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.export import columns_of, exported
from fanal.equipment.reading.list_actions import ListAction, list_actions
from fanal.equipment.reading.listing import (
    Named,
    Select,
    chips,
    headings,
    held_by,
    page_of,
    selects,
    types_and_rooms,
)
from fanal.equipment.reading.pasted import PastedSummary, read_pasted, with_machines
from fanal.equipment.rules.listing import EquipmentFilter, read_filter
from fanal.equipment.rules.pasted import pasted_in

PAGE = "equipment"
RIGHTS = (policies.change_several, policies.register_equipment)
BLANK_STATE = StateForm(prefix="e")  # never filled: drawn once for all pages


@dataclass(frozen=True, kw_only=True)
class EquipmentListPage(Page):
    """`beyond`: how many of the numbers pasted were not looked for; `holder`: whose equipment alone is shown.

    `all_checked`, `whole_result`: what `cocher` asks for, this page or all of them.
    """

    template = "equipment/equipment_list.html"
    fragment = "results"

    chosen_filter: EquipmentFilter
    page: Paged
    chips: list[FilterChip]
    selects: tuple[Select, ...]
    room_choices: Named
    nowhere: str
    pasted: PastedSummary | None
    beyond: int
    holder: Person | None
    school: School
    views: list[SavedView]
    headings: list[ColumnHeading]
    all_checked: bool
    whole_result: bool
    blank_state: StateForm
    gestures: tuple[ListAction, ...]


@require_safe
def equipment_list(request: SchoolRequest, uai: str) -> HttpResponse:
    member, school = request.member, request.member.school
    chosen_filter, pasted = read_pasted(member, read_filter(request.GET))
    annotate_permissions([school], *RIGHTS, to=request.actor)
    counted = chips(member, chosen_filter, request.today)
    asked, (types, rooms) = request.GET.get("cocher"), types_and_rooms(member)
    page = EquipmentListPage(
        chosen_filter=chosen_filter,
        page=page_of(member, chosen_filter, request.today, counted, request.GET.get("page")),
        chips=counted,
        selects=selects(member, types, rooms, chosen_filter),
        room_choices=rooms,
        nowhere=NOWHERE,
        pasted=pasted,
        beyond=pasted_in(request.GET.get("q", "")).beyond,
        holder=held_by(member, chosen_filter),
        school=school,
        views=views_of(member.person, PAGE),
        headings=headings(chosen_filter),
        all_checked=asked in {"tous", "resultats"},
        whole_result=asked == "resultats",
        blank_state=BLANK_STATE,
        gestures=list_actions(member) if policies.change_several(request.actor, None) else (),
    )
    return render(request, page)


@require_POST
def view_keep(request: SchoolRequest, uai: str) -> HttpResponse:
    """Keep the filter shown under a name, for oneself."""
    if request.member.person is None:
        raise Http404
    query = read_filter(query_of(request.POST.get("query", ""))).query
    view = keep_view(request.member.person, PAGE, request.POST.get("name", ""), query)
    messages.success(request, f"La vue « {view} » est gardée pour vous.")
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
    chosen_filter = with_machines(request.member, read_filter(request.GET))
    rows = exported(request.member, chosen_filter, request.today)
    columns = columns_of(request.member, request.today)
    lines = ([value(row) for _, value in columns] for row in rows.iterator(chunk_size=2000))
    headers = [header for header, _ in columns]
    name = f"equipements-{uai}-{request.today:%Y-%m-%d}"
    return download(form, headers, lines, name=name, title="Équipements")
