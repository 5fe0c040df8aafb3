"""What is kept about whoever asks, told by every app and asked of the database in one question.

An app offers (PERSONAL_DATA) its names in French, each with a value it knows already or with `OwnRows`. All
the rows of all apps are one `UNION ALL`: one more app costs no more question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Value
from django.db.models.functions import JSONObject

Row = dict[str, Any]


def _itself(row: Row) -> Any:
    return row


@dataclass(frozen=True)
class OwnRows:
    """Rows to tell. `fields`: the word in French -> field or expression; days come as ISO texts.

    Sorted by the field `by`. `shown` makes of each what is told: labels of codes, a single word. Private
    rows are theirs alone: whoever handles a request of theirs does not read them while they can.
    """

    rows: QuerySet
    fields: Mapping[str, Any]
    by: str
    shown: Callable[[Row], Any] = _itself
    is_private: bool = False


def resolved(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same, every `OwnRows` replaced by its list. One question."""
    sources = {name: value for name, value in values.items() if isinstance(value, OwnRows)}
    lists: dict[str, list[Row]] = {name: [] for name in sources}
    names = list(sources)
    if sources:
        for rank, row in together(list(sources.values())):
            lists[names[rank]].append(row)
    return {name: _list(value, lists[name]) if name in lists else value for name, value in values.items()}


def together(sources: Sequence[OwnRows]) -> QuerySet:
    """One question for the rows of all: each with the rank of whose it is."""
    questions = [_question(rank, source) for rank, source in enumerate(sources)]
    return questions[0].union(*questions[1:], all=True)


def _question(rank: int, source: OwnRows) -> QuerySet:
    rows = source.rows.order_by().annotate(
        own_rank=Value(rank, IntegerField()), own_row=JSONObject(**source.fields)
    )
    return rows.values_list("own_rank", "own_row")


def _list(source: OwnRows, rows: list[Row]) -> list[Any]:
    return [source.shown(row) for row in in_order(rows, source.by)]


def in_order(rows: list[Row], by: str) -> list[Row]:
    """Sorted by this field, those without it first."""
    return sorted(rows, key=lambda row: (row[by] is not None, _comparable(row[by])))


def _comparable(value: Any) -> tuple[float, str]:
    """Numbers by their value, the rest by its text."""
    return (float(value), "") if isinstance(value, int | float) else (0.0, str(value))
