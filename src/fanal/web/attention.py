"""« Ce qui demande votre attention »: what somebody must do so that everything goes on working."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import HOME_FACT, home_facts
from fanal.core.models import InstallationFact
from fanal.core.operation.attention import LastLook, notices
from fanal.core.operation.facts import Fact, LastTime
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register


@register(HOME_FACT)
def last_look(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """What the installation did last, in the one question of the home page."""
    looked = InstallationFact.objects.filter(name=Fact.ATTENTION)
    return {
        "looked_around_at": Subquery(looked.values("at")),
        "counted_around": Subquery(looked.values("content")),
        "backed_up_at": Subquery(InstallationFact.objects.filter(name=Fact.BACKUP).values("at")),
    }


@register(HOME_CARD, "web.attention")
def card(member: Member, today: date) -> Card | None:
    """For the head and the référent, only when there is something."""
    if not member.has(Role.HEAD, Role.DIGITAL_LEAD):
        return None
    known = home_facts(member, today)
    if known.looked_around_at is None:
        return None
    look = LastLook(LastTime(known.looked_around_at, known.counted_around), known.backed_up_at)
    messages = notices(look, settings.FANAL_HOME, member.school.pk, timezone.now())
    return Card("web/attention.html", {"notices": messages}) if messages else None
