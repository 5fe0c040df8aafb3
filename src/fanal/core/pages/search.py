"""One search box: each app offers where to look, and finds only what the reader may see.

Words are folded as `public.sort_key` folds them (no accents, no case), so « reseau » finds « Réseau », and
the beginning of a word finds it. When nothing is found, near words are tried (pg_trgm), for typing errors.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import (
    Case,
    F,
    FloatField,
    Func,
    IntegerField,
    Lookup,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat
from psycopg.errors import QueryCanceled

from fanal.core.registry import Kind
from fanal.core.text.words import fold

SEARCH: "Kind[SearchSource]" = Kind(
    "search",
    (
        "equipment.rooms",
        "bookings",
        "loans.own",
        "people",
        "helpdesk",
        "equipment.labels",
        "agenda",
        "missions",
        "equipment.equipment",
        "loans.loans",
        "supplies.licences",
        "supplies.contracts",
        "supplies.consumables",
        "online_services",
        "commission",
        "directory",
        "practice_sheets",
        "steering.objectives",
        "training.sessions",
        "steering.actions",
        "training.offers",
        "reports",
        "web",
    ),
)

MOST_WORDS, SHORTEST, MOST_HITS = 6, 2, 8
INSIDE = 4  # letters of a word that is looked for inside others too
NEAR_ENOUGH, NEAR_TIME = 0.5, 1000  # milliseconds
SWAPPED, LONGEST_SWAPPED = 5, 20  # letters of a word of which two may be exchanged
KEY = "search_key"


@dataclass(frozen=True)
class Hit:
    """One answer: what it is, where it leads."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class SearchSource:
    """A kind of thing that can be found. `find(member, words)` returns at most MOST_HITS hits.

    `hint(member)`: what the box says that this reader may look for, « salle »; nothing where they find none.
    """

    label: str
    icon: str
    find: Callable[[Any, str], list[Hit]]
    hint: Callable[[Any], str] = lambda member: ""


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
    rows = rows.annotate(closeness=closeness, looked_in=folded(*fields))
    is_near = Q(closeness__gte=NEAR_ENOUGH)
    if swapped := _swapped(fold(typed.strip())):
        is_near |= Q(looked_in__regex=rf"(^|[^a-z0-9])({'|'.join(swapped)})")
    return rows.filter(is_near).order_by("-closeness")


def _swapped(word: str) -> list[str]:
    """« dupart » with each pair of letters exchanged, « duprat » among them. One word alone, long enough."""
    if not (word.isascii() and word.isalnum() and SWAPPED <= len(word) <= LONGEST_SWAPPED):
        return []
    return [f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(1, len(word) - 1)]


def ranked(rows: QuerySet, typed: str, *fields: str) -> QuerySet:
    """Rows that hold the words: one that is what was typed, then where they begin words, then inside words.

    A short word is only looked for at the beginning of words: « ENT » is not in « Clément ». None
    when no word is worth looking for.
    """
    if not words_of(typed):
        return rows.none()
    found: QuerySet = holding(rows, typed, *fields)
    begins = [rf"(^|[^a-z0-9]){re.escape(fold(word))}" for word in words_of(typed)]
    for word, pattern in zip(words_of(typed), begins, strict=True):
        if len(word) < INSIDE:
            found = found.filter(looked_in__regex=pattern)
    whole = rf"^ *{re.escape(fold(' '.join(typed.split())))} *$"
    all_begin = reduce(and_, (Q(looked_in__regex=pattern) for pattern in begins))
    is_whole = [Q(**{f"{name}__iexact": typed.strip()}) for name in fields if name != KEY]
    rank = Case(
        When(reduce(or_, is_whole, Q(looked_in__regex=whole)), then=Value(0)),
        When(all_begin, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    order = found.query.order_by
    return found.annotate(rank_found=rank).order_by("rank_found", *order)


def find(rows: QuerySet, typed: str, *fields: str) -> list[Any]:
    """At most MOST_HITS rows: those that hold the words, the best first; else those near a longer word.

    A word with a figure is a code, and has no near word: PORT-44 is not PORT-03.
    """
    if not words_of(typed):
        return []
    exact = list(ranked(rows, typed, *fields)[:MOST_HITS])
    if exact or max(map(len, words_of(typed))) < INSIDE:
        return exact
    codes = " ".join(word for word in words_of(typed) if any(sign.isdecimal() for sign in word))
    return _in_time(near(holding(rows, codes, *fields) if codes else rows, typed, *fields)[:MOST_HITS])


def _in_time(rows: QuerySet) -> list[Any]:
    """These rows, or none when they are not found in a second: near words are looked for without an index."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {NEAR_TIME}")
            found = list(rows)
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
            return found
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return []
        raise
