"""« Ce qui demande votre attention »: what somebody must do so that everything goes on working."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.operation.attention import notices
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register


@register(HOME_CARD, "web.attention")
def card(member: Member, today: date) -> Card | None:
    """For the head and the référent, only when there is something."""
    if not member.has(Role.HEAD, Role.DIGITAL_LEAD):
        return None
    messages = notices(settings.FANAL_HOME, member.school.pk, timezone.now())
    return Card("web/attention.html", {"notices": messages}) if messages else None
