"""« Rapport au CA » among the pages of the year, for those who read it."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.navigation import YEAR, Item
from fanal.core.registry import NAVIGATION, register
from fanal.reports.policies import report as policies


@register(NAVIGATION, 78)
def navigation(member: Member) -> list[Item]:
    page = "reports:report_list"
    return page_for(member, policies.read_reports, YEAR, "Rapport au CA", page, group="Piloter")
