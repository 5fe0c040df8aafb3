"""Whose data is it about? Somebody as the school knows them, and how they are found by what is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, IntegerField, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from fanal.core.registry import Kind, registered
from fanal.core.text.name_patterns import pattern_of, words_of_name

# {name in French: OwnRows}, of somebody without a record
SUBJECT_DATA: "Kind[Callable[[Subject], dict[str, Any]]]" = Kind(
    "subject data",
    (
        "core.sent_mails",
        "core.received_mails",
        "loans",
        "commission",
    ),
)

# one for each sort of people
DATA_SUBJECTS: "Kind[SubjectFinder]" = Kind(
    "data subjects",
    (
        "people",
        "pupils",
        "known",
    ),
    is_shared=True,
)

MOST_FOUND = 20


@dataclass(frozen=True)
class Subject:
    """Whom it is about: a member of the staff or a pupil of one school, as the school knows them.

    Of somebody without a record, `family_name` is the whole name as it is written, and `alike` the columns
    and values that tell them from others of the same name (`core.people.known_people`).
    """

    sort: str
    school_id: int
    pk: int
    given_name: str
    family_name: str
    today: date
    detail: str = ""
    emails: tuple[str, ...] = ()
    user_id: int = 0
    alike: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def name_parts(self) -> list[str]:
        """What a text must say to name them: both names, or each word of the one name; else nothing."""
        if self.alike:
            return words_of_name(self.family_name)
        names = [self.given_name.strip(), self.family_name.strip()]
        return names if all(names) else []

    def named_in(self, *fields: str) -> Q:
        """All parts of the name are read in one of these texts, as whole words; or one of their addresses."""
        condition, patterns = Q(pk=None), [pattern_of(part) for part in self.name_parts]
        for name in fields:
            says_all = Q()
            for pattern in patterns:
                says_all &= Q(**{f"{name}__iregex": pattern})
            condition |= says_all if patterns else Q(pk=None)
            for email in self.emails:
                condition |= Q(**{f"{name}__icontains": email})
        return condition

    def naming(self, rows: QuerySet, *fields: str, also: Q | None = None) -> QuerySet:
        """Rows with a column that names them; lists and structures are read as texts."""
        texts = {
            f"{name}_text": Cast(name, TextField())
            for name in fields
            if isinstance(rows.model._meta.get_field(name), JSONField | ArrayField)
        }
        columns = [f"{name}_text" if f"{name}_text" in texts else name for name in fields]
        return rows.annotate(**texts).filter(self.named_in(*columns) | (also or Q(pk=None)))


class SubjectFinder(Protocol):
    """How people of one sort are found, and what is read of one of them."""

    @property
    def sort(self) -> str: ...
    @property
    def noun(self) -> str: ...
    def matching(self, school_id: int, typed: str) -> QuerySet: ...
    def find(self, school_id: int, typed: str, today: date) -> list[Subject]: ...
    def get(self, school_id: int, pk: int, today: date, lock: bool) -> Subject | None: ...
    def read(self, subject: Subject) -> dict[str, Any]: ...


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

    def read(self, subject: Subject) -> dict[str, Any]:
        return self.tell(subject)

    def matching(self, school_id: int, typed: str) -> QuerySet:
        rows: QuerySet = self.rows(school_id).named(typed)
        return rows

    def find(self, school_id: int, typed: str, today: date) -> list[Subject]:
        return [self.summary(row, today) for row in self.rows(school_id).named(typed).by_name()[:MOST_FOUND]]

    def get(self, school_id: int, pk: int, today: date, lock: bool) -> Subject | None:
        rows = self.rows(school_id).select_for_update() if lock else self.rows(school_id)
        row = rows.filter(pk=pk).first()
        return self.subject(row, today) if row else None


def finders() -> list[SubjectFinder]:
    return registered(DATA_SUBJECTS)


def finder_of(sort: str) -> SubjectFinder | None:
    return next((finder for finder in finders() if finder.sort == sort), None)


def find_everywhere(school_id: int, typed: str, today: date) -> list[tuple[str, Subject]]:
    """Who answers to what is typed, with its noun: one question, and one for each sort that is found."""
    everywhere = finders()
    counts = [
        finder.matching(school_id, typed)
        .order_by()
        .annotate(sort_rank=Value(rank, IntegerField()))
        .values("sort_rank")
        .annotate(count=Count("pk"))
        .values_list("sort_rank", flat=True)
        for rank, finder in enumerate(everywhere)
    ]
    ranks = sorted(counts[0].union(*counts[1:], all=True)) if counts else []
    with_hits = [everywhere[rank] for rank in ranks]
    return [(finder.noun, hit) for finder in with_hits for hit in finder.find(school_id, typed, today)]
