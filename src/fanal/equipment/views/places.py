"""Sites, buildings and rooms: the list, a room and what it holds, adding, renaming, closing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions, require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.database.french_order import sort_key
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.equipment.actions import places as actions
from fanal.equipment.forms.places import BuildingForm, RoomForm, SiteForm
from fanal.equipment.models import Building, Equipment, Room, Site
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.places import SiteView, entries_of, sites_of, sites_with_rooms

ROOMS_A_PAGE = HELD_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class RoomListPage(Page):
    template = "equipment/room_list.html"

    page: Paged
    sites: list[SiteView]
    school: School


@require_safe
def room_list(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    annotate_permissions([school], policies.manage_places, to=request.actor)
    page = paginate(request, entries_of(sites_with_rooms(request.member)), ROOMS_A_PAGE)
    return render(request, RoomListPage(page=page, sites=sites_of(page), school=school))


@dataclass(frozen=True, kw_only=True)
class RoomPage(Page):
    """`sees_all`: of what the room holds, the reader sees more than what is entrusted to them."""

    template = "equipment/room_page.html"

    room: Room
    page: Paged
    sees_all: bool
    panels: list[Panel]


@require_safe
def room_page(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    rooms = Room.objects.visible_to(request.member).select_related("building__site")
    row = get_or_404(rooms, pk=room)
    annotate_permissions([row], policies.manage_places, to=request.actor)
    machines = Equipment.objects.visible_to(request.member).filter(room=row).present().for_list()
    page = RoomPage(
        room=row,
        page=paginate(request, machines.order_by(sort_key("name"), "number"), HELD_A_PAGE),
        sees_all=request.member.has(*TEAM, Role.TECHNICIAN),
        panels=panels_of(request.member, row),
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class PlaceFormPage(FormPage):
    """The form of a place; `close`: the address that closes it, where one closes it from here."""

    template = "equipment/place_form.html"

    title: str
    place: Site | Building | Room | None = None
    close: str = ""


def _save_place(
    request: SchoolRequest, page: PlaceFormPage, save: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    return form_page(
        request,
        page,
        save,
        success=SAVED,
        next_page=address("equipment:room_list", request.member.school.uai),
        require=lambda: require(policies.manage_places, request.actor, None),
    )


@require_http_methods(FORM)
def site_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    page = PlaceFormPage(form=SiteForm(request.POST or None, school=school), title="Ajouter un site")
    return _save_place(request, page, lambda values: actions.add_site(school, **values, by=request.actor))


@require_http_methods(FORM)
def building_add(request: SchoolRequest, uai: str) -> HttpResponse:
    start = {"site": request.GET.get("site")}
    form = BuildingForm(request.POST or None, school=request.member.school, initial=start)
    page = PlaceFormPage(form=form, title="Ajouter un bâtiment")
    return _save_place(request, page, lambda values: actions.add_building(**values, by=request.actor))


@require_http_methods(FORM)
def room_add(request: SchoolRequest, uai: str) -> HttpResponse:
    start = {"building": request.GET.get("batiment")}
    form = RoomForm(request.POST or None, school=request.member.school, initial=start)
    page = PlaceFormPage(form=form, title="Ajouter une salle")
    return _save_place(request, page, lambda values: actions.add_room(**values, by=request.actor))


def _place(request: SchoolRequest, model: type[Site | Building], pk: int) -> Any:
    require_role(policies.manage_places, request.actor)
    return get_or_404(model.objects.for_school(request.member.school), pk=pk)


def _change_place(
    request: SchoolRequest,
    place: Site | Building | Room,
    form: type[SiteForm | BuildingForm | RoomForm],
    close: str = "",
) -> HttpResponse:
    school = request.member.school
    page = PlaceFormPage(
        form=form(request.POST or None, school=school, instance=place),
        title=f"Modifier « {place} »",
        place=place,
        close=address(close, school.uai, place.pk) if close else "",
    )
    return _save_place(request, page, lambda values: actions.change_place(place, by=request.actor, **values))


@require_http_methods(FORM)
def site_change(request: SchoolRequest, uai: str, site: int) -> HttpResponse:
    row = _place(request, Site, site)
    return _change_place(request, row, SiteForm, "equipment:site_close")


@require_http_methods(FORM)
def building_change(request: SchoolRequest, uai: str, building: int) -> HttpResponse:
    row = _place(request, Building, building)
    return _change_place(request, row, BuildingForm, "equipment:building_close")


@require_http_methods(FORM)
def room_change(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    return _change_place(request, get_or_404(Room.objects.visible_to(request.member), pk=room), RoomForm)


@require_POST
def site_close(request: SchoolRequest, uai: str, site: int) -> HttpResponse:
    row = _place(request, Site, site)
    return _place_button(request, partial(actions.close_site, row), address("equipment:room_list", uai))


@require_POST
def building_close(request: SchoolRequest, uai: str, building: int) -> HttpResponse:
    row = _place(request, Building, building)
    return _place_button(request, partial(actions.close_building, row), address("equipment:room_list", uai))


@require_POST
def room_close(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    row = get_or_404(Room.objects.visible_to(request.member), pk=room)
    return _place_button(request, partial(actions.close_room, row), address("equipment:room_page", uai, room))


@require_POST
def room_reopen(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    row = get_or_404(Room.objects.visible_to(request.member), pk=room)
    return _place_button(
        request, partial(actions.reopen_room, row), address("equipment:room_page", uai, room)
    )


def _place_button(request: SchoolRequest, act: Callable[..., object], page: str) -> HttpResponse:
    return button_page(request, lambda: act(by=request.actor), success="", next_page=page)
