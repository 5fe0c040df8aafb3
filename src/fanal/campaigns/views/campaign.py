"""The campaigns of a school: their list, a new one, how far one is, its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.campaigns.actions import campaign as actions
from fanal.campaigns.forms.campaign import CampaignForm
from fanal.campaigns.models import Campaign
from fanal.campaigns.models.scan import Scan, ScanQuerySet
from fanal.campaigns.policies import campaign as policies
from fanal.campaigns.reading.frozen import FrozenRoom, frozen_buildings
from fanal.campaigns.reading.progress import (
    BuildingProgress,
    Totals,
    by_building,
    figure_lines,
    room_rows,
)
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.carrying import is_carried, messages_shown
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render

USUAL = timedelta(days=14)  # that a campaign lasts


@dataclass(frozen=True, kw_only=True)
class CampaignList(Page):
    template = "campaigns/campaign_list.html"

    page: Paged
    school: School


@require_safe
def campaign_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_campaigns, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.open_campaign, to=request.actor)
    page = paginate(request, Campaign.objects.visible_to(request.member).for_list())
    return render(request, CampaignList(page=page, school=school))


@dataclass(frozen=True, kw_only=True)
class CampaignOpening(FormPage):
    template = "campaigns/campaign_form.html"


@require_http_methods(FORM)
def campaign_open(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    days = {"starts_on": request.today, "ends_on": request.today + USUAL}
    form = CampaignForm(request.POST or None, school=school, initial=days)

    def save(values: dict[str, Any]) -> Campaign:
        own_values = {name: values[name] for name in ("name", "starts_on", "ends_on")}
        return actions.open_campaign(school, **own_values, rooms=form.chosen_rooms(), **on_day(request))

    return form_page(
        request,
        CampaignOpening(form=form),
        save,
        success=lambda campaign: f"« {campaign} » est ouverte : choisissez une salle et scannez.",
        next_page=lambda campaign: address("campaigns:campaign_page", uai, campaign.pk),
        require=lambda: require(policies.open_campaign, request.actor, None),
    )


@dataclass(frozen=True, kw_only=True)
class CampaignPage(Page):
    template = "campaigns/campaign_page.html"

    campaign: Campaign
    totals: Totals
    figures: list[tuple[int, str, str]]
    buildings: list[BuildingProgress]
    frozen: dict[str, list[FrozenRoom]]
    late: ScanQuerySet
    is_carried: bool
    messages: Iterable[Any]


@require_safe
def campaign_page(request: SchoolRequest, uai: str, campaign: int) -> HttpResponse:
    require(policies.read_campaigns, request.actor, None)
    row: Campaign = get_or_404(Campaign.objects.visible_to(request.member).with_figures(), pk=campaign)
    annotate_permissions([row], policies.scan, policies.close_campaign, to=request.actor)
    rooms = [] if row.is_closed else room_rows(row)
    totals = Totals(rooms)
    figures = row.report.figures if row.is_closed else totals.figures
    page = CampaignPage(
        campaign=row,
        totals=totals,
        figures=figure_lines(figures, is_open=not row.is_closed),
        buildings=by_building(rooms),
        frozen=frozen_buildings(row.report.rows) if row.is_closed else {},
        late=_late_scans(row),
        is_carried=is_carried(request),
        messages=messages_shown(request),
    )
    return render(request, page)


def _late_scans(campaign: Campaign) -> ScanQuerySet:
    """None while it goes on."""
    scans: ScanQuerySet = Scan.objects.for_school(campaign.school_id)
    rows = scans.filter(campaign=campaign).late() if campaign.is_closed else scans.none()
    return rows.select_related("equipment", "room", "person").order_by("received_at", "pk")


@require_POST
def campaign_close(request: SchoolRequest, uai: str, campaign: int) -> HttpResponse:
    row = get_or_404(Campaign.objects.visible_to(request.member), pk=campaign)
    return button_page(
        request,
        lambda: actions.close_campaign(row, **at_moment(request)),
        success="La campagne est close : son procès-verbal ne changera plus.",
        next_page=address("campaigns:campaign_page", uai, campaign),
    )
