"""The report of a closed campaign, as it was frozen: a paper for the head, a table for the authority."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.campaigns.models import Campaign, CampaignReport
from fanal.campaigns.policies import campaign as policies
from fanal.campaigns.reading.report import HEADERS, about_of
from fanal.core.http.answers import attached_pdf, get_or_404
from fanal.core.sheets.download import download


def _report(request: SchoolRequest, campaign: int) -> CampaignReport:
    require(policies.read_campaigns, request.actor, None)
    campaigns = Campaign.objects.visible_to(request.member)
    rows = CampaignReport.objects.for_school(request.member.school).filter(campaign__in=campaigns)
    report: CampaignReport = get_or_404(rows.select_related("campaign"), campaign=campaign)
    return report


@require_safe
def report_paper(request: SchoolRequest, uai: str, campaign: int) -> HttpResponse:
    report = _report(request, campaign)
    return attached_pdf(bytes(report.paper), f"recolement-{campaign}-{uai}")


@require_safe
def report_table(request: SchoolRequest, uai: str, campaign: int, form: str) -> HttpResponseBase:
    report = _report(request, campaign)
    name, about = f"recolement-{campaign}-{uai}", about_of(report.campaign, request.member.school)
    return download(form, HEADERS, report.rows, name=name, title="Récolement", about=about)
