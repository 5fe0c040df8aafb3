"""What visits put on the home page: those of the week, and those that nobody noted yet."""

from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_DAY, HomeDay
from fanal.core.registry import register
from fanal.helpdesk.reading.authority import authority_name
from fanal.visits.models import Visit
from fanal.visits.models.visit import VisitQuerySet
from fanal.visits.reading.visit import visits_of

SOON = timedelta(days=7)


def _few(visits: VisitQuerySet, until: date) -> VisitQuerySet:
    numbers = ArrayAgg("lines__help_request__number", order_by="lines__help_request__number")
    return visits.planned().filter(day__lte=until).next_first().annotate(numbers=numbers)[:4]


def _few_of_school(school_id: int, until: date) -> VisitQuerySet:
    return _few(Visit.objects.for_school(school_id), until)


@register(HOME_DAY, "visits")
def near(member: Member, today: date) -> list[HomeDay]:
    """Passages of the week, and those that nobody noted yet (one query)."""
    if not member.has(*TEAM, Role.TECHNICIAN):
        return []
    until = today + SOON
    visits = (
        _few_of_school(member.school.pk, until) if member.has(*TEAM) else list(_few(visits_of(member), until))
    )
    what = f"Passage {authority_name(member.school).of_the}"
    return [
        HomeDay(
            visit.day,
            f"{what} à noter" if visit.day < today else what,
            address("visits:visit_page", member.school.uai, visit.number),
            "" if visit.day < today else visit.get_half_display().lower(),
            " · ".join(filter(None, [", ".join(f"n° {number}" for number in visit.numbers), visit.contact])),
        )
        for visit in visits
    ]
