"""What the cards of the home page need to know of the school, whatever their app: one question for all.

An app offers (HOME_FACT) expressions over the school's row, each under a name of its own; they may read of
the member only the keys of the school and of the person, and the roles (`core.database.prepared`).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fanal.accounts.models import School
from fanal.accounts.models.member import Member, asked_once
from fanal.core.database.prepared import prepared
from fanal.core.registry import Kind, registered

# (member, user id, today) -> {name: expression}
HOME_FACT: "Kind[Callable[[Member, int, date], dict[str, Any]]]" = Kind("home fact")


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


@asked_once
def home_facts(member: Member, today: date) -> Any:
    """The school's row, each fact as an attribute."""
    return _facts_row.first(member, member.user_id, today)
