"""What is done to a campaign: opened over some rooms, closed with its report."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.campaigns.models import Campaign, CampaignReport, CampaignRoom
from fanal.campaigns.policies import campaign as policies
from fanal.campaigns.reading.progress import room_rows
from fanal.campaigns.reading.report import report_of
from fanal.campaigns.rules.campaign import refusals
from fanal.core import journal
from fanal.core.documents.paper import typeset_whole
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import keep_paper
from fanal.equipment.models import Room

PAPER = Path(__file__).parents[1] / "documents" / "report.typ"


@transaction.atomic
def open_campaign(
    school: School,
    name: str,
    starts_on: date,
    ends_on: date,
    rooms: Iterable[Room],
    *,
    today: date,
    by: Actor,
) -> Campaign:
    """These rooms are visited from now on. Their list does not change any more."""
    require(policies.open_campaign, by, None)
    chosen = {room.pk: room for room in rooms}
    if reasons := refusals(starts_on=starts_on, ends_on=ends_on, today=today, rooms=len(chosen)):
        raise RuleBroken(reasons)
    campaign = Campaign.objects.create(school=school, name=name, starts_on=starts_on, ends_on=ends_on)
    CampaignRoom.objects.bulk_create(
        [CampaignRoom(school=school, campaign=campaign, room=room) for room in chosen.values()]
    )
    journal.created(campaign, by=by, verb="campaigns.opened")
    return campaign


@transaction.atomic
def close_campaign(campaign: Campaign, *, now: datetime, by: Actor) -> CampaignReport:
    """Freeze what it says now: rows and paper are kept as they are, whatever becomes of the inventory.

    Closed twice is closed once. What a phone sends afterwards stands apart.
    """
    campaign = Campaign.objects.for_school(campaign.school_id).locked(campaign.pk)
    if campaign.is_closed:
        return campaign.report
    require(policies.close_campaign, by, campaign)
    frozen = report_of(campaign, campaign.school, room_rows(campaign), now)
    paper = typeset_whole(PAPER, frozen.paper)
    report = CampaignReport.objects.create(
        school_id=campaign.school_id,
        campaign=campaign,
        figures=frozen.figures,
        rows=frozen.rows,
        paper=paper,
        sha256=hashlib.sha256(paper).hexdigest(),
    )
    day = now.astimezone(campaign.school.zone_info).date()
    keep_paper("campaigns.report", campaign, frozen.content_sum, on=day, files=[report.sha256])
    journal.write_changes(campaign, {"closed_at": now}, by=by, verb="campaigns.closed")
    return report
