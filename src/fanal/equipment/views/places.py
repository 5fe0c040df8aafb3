"""Sites, buildings and rooms: the list, a room and what it holds, adding, renaming, closing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.panels import panels_of
from fanal.equipment.actions import places as actions
from fanal.equipment.forms.places import BuildingForm, RoomForm, SiteForm
from fanal.equipment.models import Building, Equipment, Room, Site
from fanal.equipment.models.equipment_queryset import sort_key
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.places import entries_of, sites_of, sites_with_rooms

ROOMS_A_PAGE = HELD_A_PAGE = 50


@require_safe
def room_list(request: SchoolRequest, uai: str) -> HttpResponse:
    page = paginate(request, entries_of(sites_with_rooms(request.member)), ROOMS_A_PAGE)
    context = {
        "page": page,
        "sites": sites_of(page),
        "can_manage": policies.manage_places(request.actor, None),
    }
    return render_page(request, "equipment/room_list.html", context)


@require_safe
def room_page(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    rooms = Room.objects.visible_to(request.member).select_related("building__site")
    row = get_or_404(rooms, pk=room)
    held = Equipment.objects.visible_to(request.member).filter(room=row).present().for_list()
    context = {
        "room": row,
        "page": paginate(request, held.order_by(sort_key("name"), "number"), HELD_A_PAGE),
        "sees_all": request.member.has(*TEAM, Role.TECHNICIAN),
        "can_manage": policies.manage_places(request.actor, None),
        "can_ask": request.member.person is not None,
        "panels": panels_of(request.member, row),
    }
    return render_page(request, "equipment/room_page.html", context)


def _place_form(
    request: SchoolRequest, title: str, form: Any, save: Callable[[dict[str, Any]], object], **context: Any
) -> HttpResponse:
    return form_page(
        request,
        form,
        save,
        template="equipment/place_form.html",
        success=SAVED,
        next_page=address("equipment:room_list", request.member.school.uai),
        context={"title": title, "label": "Enregistrer", **context},
        require=lambda: require(policies.manage_places, request.actor, None),
    )


@require_http_methods(FORM)
def site_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return _place_form(
        request,
        "Ajouter un site",
        SiteForm(request.POST or None, school=school),
        lambda values: actions.add_site(school, **values, by=request.actor),
    )


@require_http_methods(FORM)
def building_add(request: SchoolRequest, uai: str) -> HttpResponse:
    start = {"site": request.GET.get("site")}
    return _place_form(
        request,
        "Ajouter un bâtiment",
        BuildingForm(request.POST or None, school=request.member.school, initial=start),
        lambda values: actions.add_building(**values, by=request.actor),
    )


@require_http_methods(FORM)
def room_add(request: SchoolRequest, uai: str) -> HttpResponse:
    start = {"building": request.GET.get("batiment")}
    return _place_form(
        request,
        "Ajouter une salle",
        RoomForm(request.POST or None, school=request.member.school, initial=start),
        lambda values: actions.add_room(**values, by=request.actor),
    )


def _change(request: SchoolRequest, place: Any, form_class: Any, close: str = "") -> HttpResponse:
    school = request.member.school
    return _place_form(
        request,
        f"Modifier « {place} »",
        form_class(request.POST or None, school=school, instance=place),
        lambda values: actions.change_place(place, by=request.actor, **values),
        place=place,
        close=address(close, school.uai, place.pk) if close else "",
    )


@require_http_methods(FORM)
def site_change(request: SchoolRequest, uai: str, site: int) -> HttpResponse:
    row = get_or_404(Site.objects.for_school(request.member.school), pk=site)
    return _change(request, row, SiteForm, "equipment:site_close")


@require_http_methods(FORM)
def building_change(request: SchoolRequest, uai: str, building: int) -> HttpResponse:
    row = get_or_404(Building.objects.for_school(request.member.school), pk=building)
    return _change(request, row, BuildingForm, "equipment:building_close")


@require_http_methods(FORM)
def room_change(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    return _change(request, get_or_404(Room.objects.visible_to(request.member), pk=room), RoomForm)


@require_POST
def site_close(request: SchoolRequest, uai: str, site: int) -> HttpResponse:
    row = get_or_404(Site.objects.for_school(request.member.school), pk=site)
    return _pressed(request, partial(actions.close_site, row), address("equipment:room_list", uai))


@require_POST
def building_close(request: SchoolRequest, uai: str, building: int) -> HttpResponse:
    row = get_or_404(Building.objects.for_school(request.member.school), pk=building)
    return _pressed(request, partial(actions.close_building, row), address("equipment:room_list", uai))


@require_POST
def room_close(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    row = get_or_404(Room.objects.visible_to(request.member), pk=room)
    return _pressed(request, partial(actions.close_room, row), address("equipment:room_page", uai, room))


@require_POST
def room_reopen(request: SchoolRequest, uai: str, room: int) -> HttpResponse:
    row = get_or_404(Room.objects.visible_to(request.member), pk=room)
    return _pressed(request, partial(actions.reopen_room, row), address("equipment:room_page", uai, room))


def _pressed(request: SchoolRequest, act: Callable[..., object], page: str) -> HttpResponse:
    return button_page(request, lambda: act(by=request.actor), success="", next_page=page)
