"""What waits at home in October: the indicators of the year are still to be chosen."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from fanal.accounts.models.member import Member
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.indicators.models import Indicator
from fanal.indicators.policies import indicator as policies
from fanal.indicators.rules.choice import CHOSEN_IN, LEAST, MOST


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many indicators are followed."""
    if not member.has(*policies.choose_indicators.roles):
        return {}
    return {"indicators_followed": count_of(Indicator.objects.for_school(OuterRef("pk")).followed())}


@register(HOME_TASK, "indicators")
def to_choose(member: Member, today: date) -> list[HomeTask]:
    """« Choisir les indicateurs de l’année », in October, while none is followed."""
    if today.month != CHOSEN_IN or not policies.choose_indicators(member.actor, None):
        return []
    if home_facts(member, today).indicators_followed:
        return []
    page, detail = address("indicators:choose", member.school.uai), f"De {LEAST} à {MOST}"
    return [HomeTask("Choisir les indicateurs de l’année", page, "Choisir", detail, "chart-line")]
