"""Several counts asked in one question: a page that counts in every room costs one query, not one a room."""

from collections.abc import Sequence

from django.db.models import Count, IntegerField, QuerySet, Value


def combined_counts(questions: Sequence[QuerySet]) -> list[int]:
    """How many rows each has, in order. One question.

    The rows of each are those of one school, chosen by no aggregate: they make one group. ValueError if not.
    """
    if not questions:
        return []
    first, *others = (_count(number, rows) for number, rows in enumerate(questions))
    answers = list(first.union(*others, all=True).order_by())
    counts = dict(answers)
    if len(counts) != len(answers):
        raise ValueError("a question has the rows of several schools")
    return [counts.get(number, 0) for number in range(len(questions))]


def _count(number: int, rows: QuerySet) -> QuerySet:
    """One row: the number of the question and how many rows it has; none where it has none."""
    groups = rows.order_by().values("school_id")
    question = Value(number, output_field=IntegerField())
    return groups.annotate(question=question, count=Count("pk")).values_list("question", "count")
