"""The pages of reviews and of habits."""

from fanal.accounts.models.member import Member
from fanal.accounts.reading.navigation import page_for
from fanal.core.pages.navigation import NAVIGATION, SERVICES, Item
from fanal.core.registry import register
from fanal.service_security.policies.habits import read_habits
from fanal.service_security.policies.reviews import read_reviews


@register(NAVIGATION, "service_security")
def navigation(member: Member) -> list[Item]:
    return [
        *page_for(member, read_reviews, SERVICES, "Revues d’accès", "reviews:review_list"),
        *page_for(member, read_habits, SERVICES, "Habitudes", "habits:habit_list"),
    ]
