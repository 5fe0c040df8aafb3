"""What equipment puts on the home page: the fleet in four numbers, for whoever answers for it."""

from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.cards import Card
from fanal.core.money import about
from fanal.core.registry import HOME_CARD, register
from fanal.equipment.models import Equipment
from fanal.equipment.rules.warranty import SOON_DAYS


@register(HOME_CARD, 40)
def fleet(member: Member, today: date) -> Card | None:
    """Four numbers that are links, in one query."""
    if not member.has(Role.HEAD, Role.DEPUTY, Role.BURSAR):
        return None
    soon = today + timedelta(days=SOON_DAYS)
    figures = (
        Equipment.objects.visible_to(member)
        .present()
        .aggregate(
            present=Count("pk"),
            cents=Sum("price_cents", default=0),
            broken=Count("pk", filter=Q(state__in=["broken", "repair"])),
            ending=Count("pk", filter=Q(warranty_until__gte=today, warranty_until__lt=soon)),
        )
    )
    if not figures["present"]:
        return None
    return Card("equipment/cards.html#fleet", figures | {"value": about(figures["cents"])}, is_beside=True)
