"""One search box: each app offers where to look, and finds only what the reader may see.

Words are folded as `public.sort_key` folds them (no accents, no case), so « reseau » finds « Réseau », and
the beginning of a word finds it. When nothing is found, near words are tried (pg_trgm), for typing errors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FloatField, Func, Lookup, QuerySet, TextField, Value
from django.db.models.functions import Concat

MOST_WORDS, SHORTEST, MOST_HITS = 6, 2, 8
NEAR_ENOUGH = 0.5
KEY = "search_key"


@dataclass(frozen=True)
class Hit:
    """One answer: what it is, where it leads."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class SearchSource:
    """A kind of thing that can be found. `find(member, words)` returns at most MOST_HITS hits."""

    label: str
    icon: str
    find: Callable[[Any, str], list[Hit]]


@TextField.register_lookup
class Holds(Lookup):
    """A folded text holds this word, which is folded once a query and not once a row (by a subquery)."""

    lookup_name = "holds"
    PATTERN = (
        "(SELECT '%%%%' || replace(replace(replace(public.sort_key(%s), "
        "E'\\\\', E'\\\\\\\\'), '%%%%', E'\\\\%%%%'), '_', E'\\\\_') || '%%%%')"
    )

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        text, before = self.process_lhs(compiler, connection)
        word, after = self.process_rhs(compiler, connection)
        return f"{text} LIKE {self.PATTERN % word}", (*before, *after)


def words_of(typed: str) -> list[str]:
    """The words worth looking for: at most six, one letter alone is not enough (a number is)."""
    words = typed.split()[:MOST_WORDS]
    return [word for word in words if len(word) >= SHORTEST or word.isdecimal()]


def folded(*fields: str) -> F | Func:
    """These columns as one text, without accents or case; `search_key` alone is folded already."""
    if fields == (KEY,):
        return F(KEY)
    pieces = [piece for name in fields for piece in (F(name), Value(" "))]
    return Func(
        Concat(*pieces, output_field=TextField()), function="public.sort_key", output_field=TextField()
    )


def holding[Rows: QuerySet](rows: Rows, typed: str, *fields: str) -> Rows:
    """Rows in which every word typed stands in one of these columns."""
    matches: Any = rows.annotate(looked_in=folded(*fields))
    for word in words_of(typed):
        matches = matches.filter(looked_in__holds=word)
    return matches


def near(rows: QuerySet, typed: str, *fields: str) -> QuerySet:
    """Rows that hold something close to what was typed, the closest first: for typing errors."""
    wanted = Func(Value(typed[:60]), function="public.sort_key", output_field=TextField())
    closeness = Func(wanted, folded(*fields), function="public.word_similarity", output_field=FloatField())
    return rows.annotate(closeness=closeness).filter(closeness__gte=NEAR_ENOUGH).order_by("-closeness")


def find(rows: QuerySet, typed: str, *fields: str) -> list[Any]:
    """At most MOST_HITS rows: those that hold the words, else those that come near."""
    if not words_of(typed):
        return []
    exact = list(holding(rows, typed, *fields)[:MOST_HITS])
    return exact or list(near(rows, typed, *fields)[:MOST_HITS])
