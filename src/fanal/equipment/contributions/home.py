"""What equipment puts on the home page: the fleet in four numbers, for whoever answers for it."""

from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register
from fanal.core.text.money import about
from fanal.equipment.contributions.measures import PRESENT
from fanal.equipment.rules.warranty import SOON_DAYS
from fanal.year.rules.periods import year_until


@register(HOME_CARD, "equipment")
def fleet(member: Member, today: date) -> Card | None:
    """Four numbers that are links, in one query."""
    if not member.has(Role.HEAD, Role.DEPUTY, Role.BURSAR):
        return None
    soon = today + timedelta(days=SOON_DAYS)
    figures = PRESENT.rows(member.school, year_until(today)).aggregate(
        present=Count("pk"),
        cents=Sum("price_cents", default=0),
        broken=Count("pk", filter=Q(state__in=["broken", "repair"])),
        ending=Count("pk", filter=Q(warranty_until__gte=today, warranty_until__lt=soon)),
    )
    if not figures["present"]:
        return None
    return Card("equipment/cards.html#fleet", figures | {"value": about(figures["cents"])}, is_beside=True)
