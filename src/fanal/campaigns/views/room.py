"""The page of one room: scan its machines, put away what came from elsewhere, say what is unknown.

It is kept by the browser for where there is no network: it names machines, and nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.campaigns.actions import scan as actions
from fanal.campaigns.forms.campaign import ScanForm, ScanNoteForm
from fanal.campaigns.models import Campaign, CampaignRoom, Scan
from fanal.campaigns.policies import campaign as policies
from fanal.campaigns.reading.progress import RoomRow, room_rows
from fanal.campaigns.reading.room import RoomContent, room_codes, room_content
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.carrying import messages_shown
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, render


@dataclass(frozen=True, kw_only=True)
class CampaignRoomPage(FormPage):
    template = "campaigns/room_page.html"

    campaign: Campaign
    row: RoomRow
    content: RoomContent
    doors: dict[str, str]  # the page of each room, by the label of its door
    next_row: RoomRow | None
    messages: Iterable[Any]


class ScannedRoomPage(CampaignRoomPage):
    """The page of a room where nothing was refused: its content is read again once a scan has left."""

    fragment = "content"


def _campaign(request: SchoolRequest, key: int) -> Campaign:
    campaign: Campaign = get_or_404(Campaign.objects.visible_to(request.member), pk=key)
    require(policies.scan, request.actor, campaign)
    return campaign


@require_safe
def room_page(request: SchoolRequest, uai: str, campaign: int, room: int) -> HttpResponse:
    row = _campaign(request, campaign)
    form = ScanForm(school=request.member.school, initial={"text": request.GET.get("lu", "")[:80]})
    return _show(request, row, room, form, [])


def _show(
    request: SchoolRequest, campaign: Campaign, room: int, form: ScanForm, reasons: list[str]
) -> HttpResponse:
    rows = room_rows(campaign)
    row = next((row for row in rows if row.room.pk == room), None)
    if row is None:
        raise Http404
    uai = request.member.school.uai
    codes = room_codes(campaign)
    kind = CampaignRoomPage if form.is_bound or reasons else ScannedRoomPage
    page = kind(
        campaign=campaign,
        row=row,
        content=room_content(campaign, row),
        doors={code: address("campaigns:room_page", uai, campaign.pk, pk) for code, pk in codes.items()},
        next_row=_row_to_do_after(row, rows),
        form=form,
        reasons=reasons,
        messages=messages_shown(request),
    )
    return render(request, page)


def _row_to_do_after(row: RoomRow, rows: list[RoomRow]) -> RoomRow | None:
    """The next room that is not done, from this one on and round."""
    after = rows[rows.index(row) + 1 :] + rows[: rows.index(row)]
    return next((other for other in after if not other.progress.is_done), None)


@require_POST
def scan_add(request: SchoolRequest, uai: str, campaign: int, room: int) -> HttpResponse:
    """By hand rather than with `form_page`: the key of the form is that of the scan, and stays with it."""
    row = _campaign(request, campaign)
    places = CampaignRoom.objects.for_school(row.school_id).select_related("room")
    place = get_or_404(places, campaign=row, room=room)
    form = ScanForm(request.POST, school=request.member.school)
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.record_scan(row, place.room, form.reading(), **at_moment(request))
            page = address("campaigns:room_page", uai, campaign, room)
            return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
    return _show(request, row, room, form, reasons)


def _scan(request: SchoolRequest, key: int) -> Scan:
    campaigns = Campaign.objects.visible_to(request.member)
    rows = Scan.objects.for_school(request.member.school).filter(campaign__in=campaigns)
    scan: Scan = get_or_404(rows, pk=key)
    return scan


def _room_of(scan: Scan, uai: str) -> str:
    return address("campaigns:room_page", uai, scan.campaign_id, scan.room_id)


def _show_room_of(request: SchoolRequest, scan: Scan, reasons: list[str]) -> HttpResponse:
    form = ScanForm(school=request.member.school)
    return _show(request, scan.campaign, scan.room_id, form, reasons)


@require_POST
def scan_note(request: SchoolRequest, uai: str, scan: int) -> HttpResponse:
    row = _scan(request, scan)
    return form_page(
        request,
        ScanNoteForm(request.POST, school=request.member.school, instance=row),
        lambda values: actions.note_scan(row, values["note"], by=request.actor),
        require=lambda: require(policies.scan, request.actor, row.campaign),
        success=SAVED,
        next_page=_room_of(row, uai),
        show=lambda reasons: _show_room_of(request, row, reasons),
    )


@require_POST
def scan_remove(request: SchoolRequest, uai: str, scan: int) -> HttpResponse:
    row = _scan(request, scan)
    return button_page(
        request,
        lambda: actions.remove_scan(row, **at_moment(request)),
        success=f"« {row} » est retiré.",
        next_page=_room_of(row, uai),
        show=lambda reasons: _show_room_of(request, row, reasons),
    )


@require_POST
def scan_put_here(request: SchoolRequest, uai: str, scan: int) -> HttpResponse:
    row = _scan(request, scan)
    return button_page(
        request,
        lambda: actions.put_here(row, by=request.actor),
        success=lambda machine: f"« {machine} » est rangé ici.",
        next_page=_room_of(row, uai),
        show=lambda reasons: _show_room_of(request, row, reasons),
    )
