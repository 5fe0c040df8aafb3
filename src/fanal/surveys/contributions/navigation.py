"""« Questionnaires »: in the year for who runs it, beside the practice sheets for who answers and reads."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for, year_section
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.surveys.policies import survey as policies


@register(NAVIGATION, "surveys")
def navigation(member: Member) -> list[Item]:
    section = year_section(member)
    return page_for(
        member, policies.read_surveys, section, "Questionnaires", "surveys:survey_list", group="Former"
    )
