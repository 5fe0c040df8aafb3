"""« Rapport au CA » among the pages of the year, for those who read it."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.pages.navigation import NAVIGATION, YEAR, Item
from fanal.core.registry import register
from fanal.reports.policies import report as policies
from fanal.reports.rules.words import report_words


@register(NAVIGATION, "reports")
def navigation(member: Member) -> list[Item]:
    name = report_words(is_private=member.school.is_private).menu
    return page_for(member, policies.read_reports, YEAR, name, "reports:report_list", group="Piloter")
