"""The pages of the log of work, among those about the mission."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.agenda.rules.years import kept_years
from fanal.core.pages.navigation import NAVIGATION, Item
from fanal.core.registry import register
from fanal.missions.reading.navigation import EACH_WEEK, mission_section
from fanal.work_log.policies import work as policies


@register(NAVIGATION, "work_log")
def navigation(member: Member) -> list[Item]:
    here, each = mission_section(member), {"group": EACH_WEEK}
    return [
        *page_for(member, policies.show_own_log, here, "Mon carnet", "work:log", years=kept_years, **each),
        *page_for(member, policies.read_shared_work, here, "Carnets", "work:shared_list", **each),
    ]
