"""The campaigns of a school: their list, a new one, how far one is, its end."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.campaigns.actions import campaign as actions
from fanal.campaigns.forms.campaign import CampaignForm
from fanal.campaigns.models import Campaign, Scan
from fanal.campaigns.policies import campaign as policies
from fanal.campaigns.reading.frozen import frozen_buildings
from fanal.campaigns.reading.progress import Totals, by_building, figure_lines, room_rows
from fanal.campaigns.views.carrying import carried
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page

USUAL = timedelta(days=14)  # that a campaign lasts


@require_safe
def campaign_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_campaigns, request.actor, None)
    page = paginate(request, Campaign.objects.visible_to(request.member).for_list())
    context = {"page": page, "can_open": policies.open_campaign(request.actor, None)}
    return render_page(request, "campaigns/campaign_list.html", context)


@require_http_methods(FORM)
def campaign_open(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    days = {"starts_on": request.today, "ends_on": request.today + USUAL}
    form = CampaignForm(request.POST or None, school=school, initial=days)

    def save(values: dict[str, Any]) -> Campaign:
        chosen = {name: values[name] for name in ("name", "starts_on", "ends_on")}
        return actions.open_campaign(school, **chosen, rooms=form.chosen_rooms(), **on_day(request))

    return form_page(
        request,
        form,
        save,
        template="campaigns/campaign_form.html",
        success=lambda made: f"« {made} » est ouverte : choisissez une salle et scannez.",
        next_page=lambda made: address("campaigns:campaign_page", uai, made.pk),
        require=lambda: require(policies.open_campaign, request.actor, None),
    )


@require_safe
def campaign_page(request: SchoolRequest, uai: str, campaign: int) -> HttpResponse:
    require(policies.read_campaigns, request.actor, None)
    found = get_or_404(Campaign.objects.visible_to(request.member).with_figures(), pk=campaign)
    rows = [] if found.is_closed else room_rows(found)
    totals = Totals(rows)
    figures = found.report.figures if found.is_closed else totals.figures
    late = Scan.objects.for_school(found.school_id).filter(campaign=found).late()
    context = {
        "campaign": found,
        "totals": totals,
        "figures": figure_lines(figures, is_open=not found.is_closed),
        "buildings": by_building(rows),
        "frozen": frozen_buildings(found.report.rows) if found.is_closed else {},
        "late": late.select_related("equipment", "room", "person").order_by("received_at", "pk"),
        "can_scan": policies.scan(request.actor, found),
        "can_close": policies.close_campaign(request.actor, found),
    }
    return render_page(request, "campaigns/campaign_page.html", context | carried(request))


@require_POST
def campaign_close(request: SchoolRequest, uai: str, campaign: int) -> HttpResponse:
    found = get_or_404(Campaign.objects.visible_to(request.member), pk=campaign)
    return button_page(
        request,
        lambda: actions.close_campaign(found, **at_moment(request)),
        success="La campagne est close : son procès-verbal ne changera plus.",
        next_page=address("campaigns:campaign_page", uai, campaign),
    )
