"""A campaign of inventory: where, from when until when, and what it said once it was closed."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from fanal.accounts.models.roles import TEAM, Role
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models import Room

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class CampaignQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "CampaignQuerySet":
        """Those who keep the inventory, and the technicians of the authority whose machines are counted."""
        here = self.for_school(member.school)
        return here if member.has(*TEAM, Role.TECHNICIAN) else here.none()

    def with_figures(self) -> "CampaignQuerySet":
        """With the figures of its report, but without its rows and its paper."""
        return self.select_related("report").defer("report__paper", "report__rows")

    def for_list(self) -> "CampaignQuerySet":
        """With how many machines were seen, where no report says it; those that are open first."""
        seen = models.Count("scans__equipment", filter=Q(scans__is_late=False), distinct=True)
        last = F("closed_at").desc(nulls_first=True)
        return self.with_figures().annotate(seen=seen).order_by(last, "-starts_on", "-pk")

    def open(self) -> "CampaignQuerySet":
        return self.filter(closed_at__isnull=True)


class Campaign(SchoolOwned):
    """The machines of some rooms, looked for one by one. Open until somebody closes it."""

    name = models.CharField(
        "nom",
        max_length=60,
        help_text="Par exemple « Inventaire de juin ».",
        error_messages={"blank": "Donnez un nom, par exemple « Inventaire de juin »."},
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    closed_at = models.DateTimeField("close le", null=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_in_order"),
        ]

    DATA = DataMap("vérifier l’inventaire sur place", "none", "vie de l’établissement")
    JOURNAL_NAME = "campaigns.campaign"
    FROZEN = Frozen(("name", "starts_on", "ends_on", "closed_at"), when="closed_at IS NOT NULL")

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class CampaignRoom(SchoolOwned):
    """One room that a campaign visits."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="places")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "campaign", "room"], name="campaign_room_once"),
            SameSchool("campaign"),
            SameSchool("room"),
        ]

    DATA = DataMap("dire quelles salles sont visitées", "none", "vie de l’établissement")
    JOURNAL_NAME = "campaigns.campaign_room"

    def __str__(self) -> str:
        return str(self.room)


class CampaignReport(SchoolOwned):
    """What the campaign said when it was closed: the rows of the table and the paper, never written again."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="report")
    figures = models.JSONField("chiffres")
    rows = models.JSONField("lignes")
    paper = models.BinaryField("procès-verbal")
    sha256 = models.CharField("empreinte", max_length=64)

    class Meta:
        constraints = [SameSchool("campaign")]

    DATA = DataMap("garder le résultat d’un inventaire", "none", "vie de l’établissement")
    JOURNAL_NAME = "campaigns.report"
    FROZEN = Frozen(("campaign_id", "figures", "rows", "paper", "sha256"))

    def __str__(self) -> str:
        return f"Procès-verbal, {self.campaign}"
