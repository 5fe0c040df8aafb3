"""What goes, what stays and why, when somebody asks to be erased (RGPD art. 17): each app says its part.

An app says with `Erased` what it keeps of a person or of a pupil; a `Trace` is made of it, for the preview
and for the erasure, so that neither says what the other does not do. What is counted stays: rows lose names
and words, not their number. The journal loses the values of every row that changes.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, IntegerField, Model, Q, QuerySet, Value
from django.db.models.functions import NullIf

from fanal.core import journal
from fanal.core.links import PERSON, PUPIL, Links, any_of, links_to, names_of, sort_of
from fanal.core.registry import DATA_SUBJECTS, ERASURE, register, registered

__all__ = ["PERSON", "PUPIL"]
MOST_FOUND = 20


@dataclass(frozen=True)
class Subject:
    """Whom it is about: a member of the staff or a pupil of one school, as the school knows them."""

    sort: str
    school_id: int
    pk: int
    given_name: str
    family_name: str
    today: date
    detail: str = ""
    emails: tuple[str, ...] = ()
    user_id: int = 0

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def named_in(self, *fields: str) -> Q:
        """Both names are read in one of these texts, as whole words; nothing when one of them is empty."""
        condition, names = Q(pk=None), [self.given_name.strip(), self.family_name.strip()]
        if not all(names):
            return condition
        given, family = (rf"\m{re.escape(name)}\M" for name in names)
        for name in fields:
            condition |= Q(**{f"{name}__iregex": given}) & Q(**{f"{name}__iregex": family})
        return condition


@dataclass(frozen=True)
class Finder:
    """How one sort of people is found: by what is typed, by id (`lock` for writing), what is kept of them.

    `rows` are the people of a school; `summary` makes a subject of a row without asking more, for a list.
    """

    sort: str
    noun: str
    rows: Callable[[int], Any]
    summary: Callable[[Any, date], Subject]
    subject: Callable[[Any, date], Subject]
    tell: Callable[[Subject], dict[str, Any]]

    def find(self, school_id: int, typed: str, today: date) -> list[Subject]:
        return [self.summary(row, today) for row in self.rows(school_id).named(typed).by_name()[:MOST_FOUND]]

    def get(self, school_id: int, pk: int, today: date, lock: bool) -> Subject | None:
        rows = self.rows(school_id).select_for_update() if lock else self.rows(school_id)
        row = rows.filter(pk=pk).first()
        return self.subject(row, today) if row else None


@dataclass(frozen=True)
class Trace:
    """What is kept of somebody in one table. `tables`: the models whose rows it answers for.

    `forget` changes the rows; without it they stay, and `why` says why. `stops`: what to settle before
    anything is erased. `becomes` says in French what is left. `keeps_history`: the journal of
    these rows names nobody.
    """

    says: str
    sorts: tuple[str, ...]
    tables: tuple[str, ...]
    rows: Callable[[Subject], QuerySet]
    becomes: str = "effacé"
    forget: Callable[[QuerySet, Subject], object] | None = None
    why: str = ""
    stops: str = ""
    keeps_history: bool = False


@dataclass(frozen=True)
class Erased:
    """What erasing somebody leaves of the rows that are theirs by `links`, or whose texts name them.

    Rows are deleted, unless `becomes` says in French what is left: then each link that is theirs is emptied,
    and the row takes the values of `leaves`. `forget` does it otherwise; `why` says why rows stay, `stops`
    what to settle first. `rows` finds them when no link does. `also`: models whose rows it answers for too.
    """

    says: str
    links: Links = ()
    named_in: tuple[str, ...] = ()
    where: Q = field(default_factory=Q)
    rows: Callable[[Subject], QuerySet] | None = None
    sorts: tuple[str, ...] = ()
    becomes: str = ""
    leaves: Mapping[str, Any] = field(default_factory=dict)
    forget: Callable[[QuerySet, Subject], object] | None = None
    why: str = ""
    stops: str = ""
    also: tuple[type[Model], ...] = ()
    keeps_history: bool = False

    def declare(self, model: Any, order: int) -> None:
        sorts = dict.fromkeys(sort_of(model, link) for link in names_of(self.links))
        trace = Trace(
            self.says,
            self.sorts or tuple(sorts) or (PERSON,),
            tuple(kept._meta.label for kept in (model, *self.also)),
            self.rows or partial(self._rows, model),
            becomes=self.becomes or "effacé",
            forget=None if self.why or self.stops else self.forget or partial(self._change, model),
            why=self.why,
            stops=self.stops,
            keeps_history=self.keeps_history,
        )
        register(ERASURE, order)(trace)

    def _rows(self, model: Any, who: Subject) -> QuerySet:
        theirs = any_of(links_to(who.sort, model, self.links), who.pk)
        if self.named_in:
            theirs |= who.named_in(*self.named_in)
        return model.objects.for_school(who.school_id).filter(theirs, self.where)

    def _change(self, model: Any, rows: QuerySet, who: Subject) -> None:
        if not self.becomes:
            rows.delete()
            return
        whose = Value(who.pk, IntegerField())
        links = [link for link in links_to(who.sort, model, self.links) if link != "pk"]
        nobody = {link: NullIf(link, whose, output_field=IntegerField()) for link in links}
        rows.update(**nobody, **self.leaves)


@dataclass(frozen=True)
class TraceCount:
    """A trace and how many rows it has."""

    trace: Trace
    count: int


def finders() -> list[Finder]:
    return registered(DATA_SUBJECTS)


def finder_of(sort: str) -> Finder | None:
    return next((finder for finder in finders() if finder.sort == sort), None)


def traces(sort: str) -> list[Trace]:
    return [trace for trace in registered(ERASURE) if sort in trace.sorts]


def trace_counts_of(subject: Subject) -> list[TraceCount]:
    """Every trace that has rows, in one question."""
    kept = traces(subject.sort)
    counts = [
        trace.rows(subject)
        .order_by()
        .annotate(trace_rank=Value(rank, IntegerField()))
        .values("trace_rank")
        .annotate(count=Count("pk", distinct=True))
        .values_list("trace_rank", "count")
        for rank, trace in enumerate(kept)
    ]
    if not counts:
        return []
    count_of = dict(counts[0].union(*counts[1:], all=True))
    return [TraceCount(trace, count_of[rank]) for rank, trace in enumerate(kept) if count_of.get(rank)]


def stopped_by(counts: Iterable[TraceCount]) -> list[str]:
    return [trace_count.trace.stops for trace_count in counts if trace_count.trace.stops]


def erase(subject: Subject) -> dict[str, int]:
    """Do what the preview said; how many rows of each thing changed. Needs the school's scope."""
    chosen = [
        (trace, rows.model, list(rows.order_by("pk").values_list("pk", flat=True)))
        for trace in traces(subject.sort)
        if trace.forget is not None
        for rows in [trace.rows(subject)]
    ]
    changed: dict[str, int] = {}
    for trace, model, ids in chosen:
        if not ids or trace.forget is None:
            continue
        if not trace.keeps_history:
            journal.erase_of(subject.school_id, model, ids)
        trace.forget(model._default_manager.filter(pk__in=ids), subject)
        changed[trace.says] = len(ids)
    return changed
