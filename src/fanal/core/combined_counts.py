"""Several small questions asked in one: a page that counts in every app costs one query, not one an app."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Aggregate, Count, QuerySet

NOTHING = ("NULL", ())


class Median(Aggregate):
    """The value in the middle; of an interval, an interval. None without a row."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    name = "Median"


@dataclass(frozen=True)
class CountedQuestion:
    """What `value` is over the `rows` of one school; None when it has none."""

    rows: QuerySet
    value: Aggregate

    def value_row(self) -> QuerySet:
        grouped = self.rows.order_by().values("school_id")
        return grouped.annotate(counted_value=self.value).values("counted_value")

    def sql(self) -> tuple[str, tuple[Any, ...]]:
        try:
            return self.value_row().query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return NOTHING


def count(rows: QuerySet) -> CountedQuestion:
    """How many rows."""
    return CountedQuestion(rows, Count("pk"))


def answers(questions: Sequence[CountedQuestion]) -> list[Any]:
    """The answer to each, in order. Each one's rows are those of one school: they make one group."""
    if not questions:
        return []
    queries = [question.sql() for question in questions]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(f"({sql})" for sql, _ in queries),
            [value for _, values in queries for value in values],
        )
        return list(cursor.fetchone())
