"""What the cards of the home page need to know of the school, whatever their app: one question for all.

An app offers (HOME_FACT) expressions over the school's row, each under a name of its own; they may read of
the member only the keys of the school and of the person, and the roles (`core.prepared`).
"""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_FACT, registered

LEARNT = "home facts"


def count_of(rows: QuerySet) -> Coalesce:
    """How many of these rows (`.for_school(OuterRef("pk"))`) the school has, as a fact."""
    counted = rows.order_by().values("school_id").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


@prepared
def _facts_row(member: Member, user_id: int, today: date) -> QuerySet[School]:
    facts = {
        name: expression
        for offer in registered(HOME_FACT)
        for name, expression in offer(member, user_id, today).items()
    }
    return School.objects.filter(pk=member.school.pk).only("pk").annotate(**facts)


def home_facts(member: Member, today: date) -> Any:
    """The school's row, each fact as an attribute; asked once a page."""
    if LEARNT not in member.learnt:
        member.learnt[LEARNT] = _facts_row.first(member, member.user_id, today)
    return member.learnt[LEARNT]
