"""The inventory of a school of the matrix: a campaign open, one closed with its report, an unknown label."""

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.campaigns.models import Campaign, CampaignReport, CampaignRoom, Scan
from fanal.core.clock.testing import today
from fanal.equipment.models import Room


def fill_campaigns(school: School, person: Person, canary: str) -> None:
    """Both go through every room; somebody scanned in the first."""
    now, day = timezone.now(), today()
    rooms = list(Room.objects.filter(school=school).order_by("pk"))
    for name, closed_at in ((f"Récolement {canary}", None), (f"Clos {canary}", now)):
        campaign = Campaign.objects.create(
            school=school, name=name, starts_on=day, ends_on=day, closed_at=closed_at
        )
        for room in rooms:
            CampaignRoom.objects.create(school=school, campaign=campaign, room=room)
        Scan.objects.create(
            school=school,
            campaign=campaign,
            room=rooms[0],
            text=canary,
            note=canary,
            person=person,
            read_at=now,
            received_at=now,
            key=f"{school.pk}-{campaign.pk}-0000000000000000",
        )
    figures = dict.fromkeys(("expected", "found", "missing", "elsewhere", "unknown"), 1)
    CampaignReport.objects.create(
        school=school,
        campaign=campaign,
        figures=figures,
        rows=[[canary] * 9],
        paper=b"%PDF-",
        sha256="0" * 64,
    )
