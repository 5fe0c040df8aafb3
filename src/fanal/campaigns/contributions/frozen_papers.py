"""The record of a closed campaign, among the papers that « Vérifier un document » knows."""

from fanal.campaigns.models import Campaign
from fanal.campaigns.policies import campaign as policies
from fanal.campaigns.reading.report import sum_of_rows
from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register


def _found(school_id: int, row: int) -> Campaign | None:
    rows = Campaign.objects.for_school(school_id).filter(report__isnull=False)
    return rows.select_related("report", "school").filter(pk=row).first()


register(FROZEN_PAPERS)(
    PaperKind(
        "campaigns.report",
        _found,
        sums=lambda campaign: [sum_of_rows(campaign.report.figures, campaign.report.rows)],
        name=lambda campaign: f"le procès-verbal de récolement « {campaign} »",
        page=lambda campaign: address("campaigns:campaign_page", campaign.school.uai, campaign.pk),
        reads=lambda member, _: policies.read_campaigns(member.actor, None),
        make=lambda campaign: bytes(campaign.report.paper),
    )
)
