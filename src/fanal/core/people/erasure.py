"""What goes, what stays and why, when somebody asks to be erased (RGPD art. 17): each app says its part.

An app says with `Erased` what it keeps of a person or of a pupil; a `Trace` is made of it, for the preview
and for the erasure, so that neither says what the other does not do. What is counted stays: rows lose names
and words, not their number. The journal loses the values of every row that changes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Count, IntegerField, Model, Q, QuerySet, Value
from django.db.models.functions import NullIf

from fanal.core import journal
from fanal.core.frozen.doors import open_doors
from fanal.core.journal.names import name_of
from fanal.core.journal.words import JOURNAL_WORDS
from fanal.core.people.links import PERSON, PUPIL, Links, any_of, links_to, names_of, sort_of
from fanal.core.people.subjects import Finder, Subject, finder_of, finders
from fanal.core.registry import Kind, register, registered
from fanal.core.school_data.tables import links_between, school_models, texts_of

# one for each thing kept of somebody
ERASURE: "Kind[Trace]" = Kind(
    "erasure",
    (
        "loans",
        "bookings",
        "timetable",
        "equipment",
        "campaigns",
        "disposals",
        "supplies",
        "indicators",
        "training",
        "steering",
        "helpdesk.notices",
        "helpdesk.requests",
        "practice_sheets",
        "visits",
        "reports",
        "online_services",
        "service_status",
        "designations",
        "account_lists",
        "service_security",
        "agenda",
        "missions.absence",
        "missions.handover",
        "missions.point",
        "missions.sharing",
        "missions.training",
        "allowances",
        "mission_letters",
        "work_log",
        "commission",
        "core.mails",
        "file_readings",
        "core.imports",
        "peer_help",
        "privacy",
        "directory",
        "accounts.sign_in",
        "accounts.person",
        "schools",
    ),
    is_shared=True,
)

__all__ = ["PERSON", "PUPIL", "Finder", "Subject", "finder_of", "finders"]
EVERYONE = "tous"  # a trace of people of every sort


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

    def declare(self, model: Any, place: str) -> None:
        sorts = dict.fromkeys(sort_of(model, link) for link in names_of(self.links))
        trace = Trace(
            self.says,
            self.sorts or tuple(sorts) or (PERSON,),
            tuple(each._meta.label for each in (model, *self.also)),
            self.rows or partial(self._rows, model),
            becomes=self.becomes or "effacé",
            forget=None if self.why or self.stops else self.forget or partial(self._change, model),
            why=self.why,
            stops=self.stops,
            keeps_history=self.keeps_history,
        )
        register(ERASURE, place)(trace)

    def _rows(self, model: Any, who: Subject) -> QuerySet:
        theirs = any_of(links_to(who.sort, model, self.links), who.pk)
        rows = model.objects.for_school(who.school_id).filter(self.where)
        return who.naming(rows, *self.named_in, also=theirs) if self.named_in else rows.filter(theirs)

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


@dataclass(frozen=True)
class Elsewhere:
    """How many rows of a table name somebody in a text that an erasure leaves as it is."""

    model: Any
    count: int

    @property
    def noun(self) -> str:
        """As the journal calls it, or what it is for."""
        name = name_of(self.model)
        nouns = (words.things[name].noun for words in registered(JOURNAL_WORDS) if name in words.things)
        purpose = self.model.DATA.purpose
        return next(nouns, purpose[:1].upper() + purpose[1:])


def traces(sort: str) -> list[Trace]:
    return [trace for trace in registered(ERASURE) if sort in trace.sorts or EVERYONE in trace.sorts]


def trace_counts_of(subject: Subject) -> list[TraceCount]:
    """Every trace that has rows, in one question."""
    trace_rules = traces(subject.sort)
    counts = [
        trace.rows(subject)
        .order_by()
        .annotate(trace_rank=Value(rank, IntegerField()))
        .values("trace_rank")
        .annotate(count=Count("pk", distinct=True))
        .values_list("trace_rank", "count")
        for rank, trace in enumerate(trace_rules)
    ]
    if not counts:
        return []
    count_of = dict(counts[0].union(*counts[1:], all=True))
    return [TraceCount(trace, count_of[rank]) for rank, trace in enumerate(trace_rules) if count_of.get(rank)]


def read_elsewhere(subject: Subject) -> list[Elsewhere]:
    """Which other texts name them, and stay: every table of the school is searched, in one question."""
    if not subject.name_parts and not subject.emails:
        return []
    models = [model for model in school_models() if texts_of(model)]
    # Each trace makes its rows once: made again for each table, they cost seconds.
    theirs = [(trace, trace.rows(subject)) for trace in traces(subject.sort)]
    counts = [
        _naming_besides(model, subject, theirs)
        .order_by()
        .annotate(table_rank=Value(rank, IntegerField()))
        .values("table_rank")
        .annotate(count=Count("pk"))
        .values_list("table_rank", "count")
        for rank, model in enumerate(models)
    ]
    found = counts[0].union(*counts[1:], all=True)
    places = (Elsewhere(models[rank], count) for rank, count in found if count)
    return sorted(places, key=lambda one: one.noun)


def _naming_besides(model: Any, subject: Subject, theirs: Sequence[tuple[Trace, QuerySet]]) -> QuerySet:
    """Rows of this table that name them, but for those that the preview says already (`theirs`)."""
    rows = subject.naming(model.objects.for_school(subject.school_id), *texts_of(model))
    for trace, rows_of_trace in theirs:
        if rows_of_trace.model is model:
            rows = rows.exclude(pk__in=rows_of_trace.order_by().values("pk"))
        elif trace.forget and model._meta.label in trace.tables:
            for link in links_between(model, rows_of_trace.model):
                rows = rows.exclude(**{f"{link}__in": rows_of_trace.order_by().values("pk")})
    return rows


def stopped_by(counts: Iterable[TraceCount]) -> list[str]:
    return [trace_count.trace.stops for trace_count in counts if trace_count.trace.stops]


def erase(subject: Subject) -> dict[str, int]:
    """Do what the preview said; how many rows of each thing changed. Needs the school's scope."""
    things = [
        (trace, rows.model, list(rows.order_by("pk").values_list("pk", flat=True)))
        for trace in traces(subject.sort)
        if trace.forget is not None
        for rows in [trace.rows(subject)]
    ]
    changed: dict[str, int] = {}
    for trace, model, ids in things:
        if not ids or trace.forget is None:
            continue
        if not trace.keeps_history:
            journal.erase_of(subject.school_id, model, ids)
        open_doors(subject.school_id, trace.tables)
        trace.forget(model._default_manager.filter(pk__in=ids), subject)
        changed[trace.says] = len(ids)
    return changed
