"""The page of one room: scan its machines, put away what came from elsewhere, say what is unknown.

It is kept by the browser for where there is no network: it names machines, and nobody.
"""

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
from fanal.campaigns.reading.progress import room_rows
from fanal.campaigns.reading.room import room_codes, room_content
from fanal.campaigns.views.carrying import carried
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import UNPROCESSABLE, get_or_404, render_page

PAGE = "campaigns/room_page.html"


def _campaign_or_404(request: SchoolRequest, campaign: int) -> Campaign:
    found: Campaign = get_or_404(Campaign.objects.visible_to(request.member), pk=campaign)
    require(policies.scan, request.actor, found)
    return found


@require_safe
def room_page(request: SchoolRequest, uai: str, campaign: int, room: int) -> HttpResponse:
    found = _campaign_or_404(request, campaign)
    form = ScanForm(school=request.member.school, initial={"text": request.GET.get("lu", "")[:80]})
    return _show(request, found, room, form, [])


def _show(
    request: SchoolRequest, campaign: Campaign, room: int, form: ScanForm, reasons: list[str]
) -> HttpResponse:
    rows = room_rows(campaign)
    row = next((row for row in rows if row.room.pk == room), None)
    if row is None:
        raise Http404
    uai = request.member.school.uai
    codes = room_codes(campaign)
    doors = {code: address("campaigns:room_page", uai, campaign.pk, pk) for code, pk in codes.items()}
    after = rows[rows.index(row) + 1 :] + rows[: rows.index(row)]
    context = {"campaign": campaign, "row": row, "content": room_content(campaign, row), "doors": doors}
    context |= {
        "form": form,
        "reasons": reasons,
        "next_row": next((other for other in after if not other.progress.is_done), None),
    }
    if form.is_bound or reasons:
        return render_page(request, PAGE, context, status=UNPROCESSABLE)
    return render_page(request, PAGE, context | carried(request), fragment="content")


@require_POST
def scan_add(request: SchoolRequest, uai: str, campaign: int, room: int) -> HttpResponse:
    """By hand rather than with `form_page`: the key of the form is that of the scan, and stays with it."""
    found = _campaign_or_404(request, campaign)
    places = CampaignRoom.objects.for_school(found.school_id).select_related("room")
    place = get_or_404(places, campaign=found, room=room)
    form = ScanForm(request.POST, school=request.member.school)
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.record_scan(found, place.room, form.reading(), **at_moment(request))
            page = address("campaigns:room_page", uai, campaign, room)
            return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
    return _show(request, found, room, form, reasons)


def _scan_or_404(request: SchoolRequest, scan: int) -> Scan:
    shown = Campaign.objects.visible_to(request.member)
    rows = Scan.objects.for_school(request.member.school).filter(campaign__in=shown)
    found: Scan = get_or_404(rows, pk=scan)
    return found


def _room_of(scan: Scan, uai: str) -> str:
    return address("campaigns:room_page", uai, scan.campaign_id, scan.room_id)


@require_POST
def scan_note(request: SchoolRequest, uai: str, scan: int) -> HttpResponse:
    found = _scan_or_404(request, scan)
    school, campaign = request.member.school, found.campaign
    return form_page(
        request,
        ScanNoteForm(request.POST, school=school, instance=found),
        lambda values: actions.note_scan(found, values["note"], by=request.actor),
        success=SAVED,
        next_page=_room_of(found, uai),
        show=lambda reasons: _show(request, campaign, found.room_id, ScanForm(school=school), reasons),
    )


@require_POST
def scan_remove(request: SchoolRequest, uai: str, scan: int) -> HttpResponse:
    found = _scan_or_404(request, scan)
    school, campaign = request.member.school, found.campaign
    return button_page(
        request,
        lambda: actions.remove_scan(found, **at_moment(request)),
        success=f"« {found} » est retiré.",
        next_page=_room_of(found, uai),
        show=lambda reasons: _show(request, campaign, found.room_id, ScanForm(school=school), reasons),
    )


@require_POST
def scan_put_here(request: SchoolRequest, uai: str, scan: int) -> HttpResponse:
    found = _scan_or_404(request, scan)
    school, campaign = request.member.school, found.campaign
    return button_page(
        request,
        lambda: actions.put_here(found, by=request.actor),
        success=lambda moved: f"« {moved} » est rangé ici.",
        next_page=_room_of(found, uai),
        show=lambda reasons: _show(request, campaign, found.room_id, ScanForm(school=school), reasons),
    )
