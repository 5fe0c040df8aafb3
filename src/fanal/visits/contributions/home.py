"""What visits put on the home page: those of the week, and those that nobody noted yet."""

from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.cards import Card
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_CARD, register
from fanal.visits.models import Visit
from fanal.visits.models.visit import VisitQuerySet
from fanal.visits.reading.visit import visits_of

SOON = timedelta(days=7)


def _few(visits: VisitQuerySet, until: date) -> VisitQuerySet:
    numbers = ArrayAgg("lines__help_request__number", order_by="lines__help_request__number")
    return visits.planned().filter(day__lte=until).next_first().annotate(numbers=numbers)[:4]


@prepared
def _few_of_school(school_id: int, until: date) -> VisitQuerySet:
    return _few(Visit.objects.for_school(school_id), until)


@register(HOME_CARD, 15)
def near(member: Member, today: date) -> Card | None:
    """Passages of the week, and those that nobody noted yet (one query)."""
    if not member.has(*TEAM, Role.TECHNICIAN):
        return None
    until = today + SOON
    visits = (
        _few_of_school(member.school.pk, until) if member.has(*TEAM) else list(_few(visits_of(member), until))
    )
    return Card("visits/visit_card.html", {"visits": visits, "today": today}) if visits else None
