"""Several small questions asked in one: a page that counts in every room costs one query, not one a room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, QuerySet, Subquery

from fanal.accounts.models import School


@dataclass(frozen=True)
class CountedQuestion:
    """What `value` is over the `rows` of one school; None when it has none."""

    rows: QuerySet
    value: Aggregate

    def value_row(self) -> QuerySet:
        grouped = self.rows.order_by().values("school_id")
        return grouped.annotate(counted_value=self.value).values("counted_value")


def count(rows: QuerySet) -> CountedQuestion:
    """How many rows."""
    return CountedQuestion(rows, Count("pk"))


def answers(school: School, questions: Sequence[CountedQuestion]) -> list[Any]:
    """The answer to each, in order. Each one's rows are those of this school: they make one group."""
    if not questions:
        return []
    columns = {
        f"answer_{number}": Subquery(question.value_row()) for number, question in enumerate(questions)
    }
    return list(School.objects.filter(pk=school.pk).annotate(**columns).values_list(*columns).get())
