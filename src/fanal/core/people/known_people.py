"""People of whom the school keeps no record: only a name or an address written in a row.

A guardian in an agreement, somebody from outside in a commission, the reader of a report. A room declares
them with `Known`: they are in the map, found by what is typed, handed what is kept of them, and erased after
a preview, as a person with a record is. Two of the same name are two people as long as something tells them
apart (`also`): nobody is erased for another; the page of one says where the name stands besides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from fanal.core.pages.search import holding, words_of
from fanal.core.people.erasure import Erased
from fanal.core.people.kinds import HOLDINGS, Holding, PeopleKind, data_of
from fanal.core.people.own_data import OwnRows
from fanal.core.people.subjects import DATA_SUBJECTS, MOST_FOUND, SUBJECT_DATA, Subject
from fanal.core.registry import register, registered


def _of_school(model: Any) -> Callable[[int], Any]:
    return lambda school_id: model.objects.for_school(school_id)


@dataclass(frozen=True)
class Known:
    """People of this kind, known in these rows by `name`, `email`, or both.

    `also`: what tells two of the same name apart. `beside`: what is read with it, and tells nobody apart.
    `where`: which rows name somebody without a record. `erased`: what becomes of their rows (one more, with
    `stops`, for what must end first). `reads`: what they read of a row. `sort`: its word in addresses, where
    a kind has several. `rows`: those of a school, for a model that is not a school's.
    """

    kind: PeopleKind
    erased: tuple[Erased, ...]
    reads: Mapping[str, Any]
    name: str = ""
    email: str = ""
    also: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    what: str = ""
    where: Q = field(default_factory=Q)
    sort: str = ""
    rows: Callable[[int], Any] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for column in (self.name, self.email, *self.also) if column)

    def declare(self, model: Any, place: str) -> None:
        finder = KnownFinder(self, model, self.sort or self.kind.code)
        if any(other.sort == finder.sort for other in registered(DATA_SUBJECTS)):
            raise ValueError(f"{finder.sort}: two declarations of one word")
        register(DATA_SUBJECTS, "known")(finder)
        what = self.what or data_of(model).category
        register(HOLDINGS)(Holding(self.kind, model, what, (*self.columns, *self.beside)))
        for erased in self.erased:
            rows = partial(finder.theirs, where=erased.where)
            replace(erased, rows=rows, sorts=(finder.sort,)).declare(model, place)


@dataclass(frozen=True)
class KnownFinder:
    """Finds them as `core.people.erasure.Finder` finds those with a record."""

    known: Known
    model: Any
    sort: str

    @property
    def noun(self) -> str:
        return self.known.kind.noun

    def matching(self, school_id: int, typed: str) -> QuerySet:
        """Rows in which each word typed is read; none when no word is worth looking for."""
        columns = (*self.known.columns, *self.known.beside)
        found: QuerySet = holding(self._all(school_id), typed, *columns)
        return found if words_of(typed) else found.none()

    def find(self, school_id: int, typed: str, today: date) -> list[Subject]:
        """One for each name, however many rows say it."""
        if not words_of(typed):
            return []
        found = self.matching(school_id, typed).order_by(*self.known.columns, "pk")
        subjects = [self._subject(row, school_id, today) for row in found[: 10 * MOST_FOUND]]
        one_of = {self._fold(subject): subject for subject in reversed(subjects)}
        return list(one_of.values())[::-1][:MOST_FOUND]

    def get(self, school_id: int, pk: int, today: date, lock: bool) -> Subject | None:
        rows = self._all(school_id).filter(pk=pk)
        row = (rows.select_for_update(of=("self",)) if lock else rows).first()
        return self._subject(row, school_id, today) if row else None

    def read(self, subject: Subject) -> dict[str, Any]:
        rows = OwnRows(self.theirs(subject), self.known.reads, by=next(iter(self.known.reads)))
        parts = [subject_data(subject) for subject_data in registered(SUBJECT_DATA)]
        return {"fiche": rows} | {name: part for one in parts for name, part in one.items()}

    def theirs(self, who: Subject, where: Q | None = None) -> QuerySet:
        """The rows that say the same of them."""
        same = {f"{column}__iexact": value for column, value in who.alike}
        return self._all(who.school_id).filter(where or Q(), **same)

    def _all(self, school_id: int) -> Any:
        rows = (self.known.rows or _of_school(self.model))(school_id).filter(self.known.where)
        first = self.known.name or self.known.email
        return rows.exclude(**{first: ""})

    def _subject(self, row: Any, school_id: int, today: date) -> Subject:
        values_of_columns = [(column, _value(row, column)) for column in self.known.columns]
        values = dict(values_of_columns)
        email = values.get(self.known.email, "").lower()
        name = values.get(self.known.name, "") or email
        words = [*values.values(), *(_value(row, column) for column in self.known.beside)]
        detail = ", ".join(word for word in words if word and word.lower() != name.lower())
        emails = (email,) if email else ()
        return Subject(
            self.sort, school_id, row.pk, "", name, today, detail, emails, alike=tuple(values_of_columns)
        )

    def _fold(self, subject: Subject) -> tuple[str, ...]:
        return tuple(value.lower() for _, value in subject.alike)


def _value(row: Any, column: str) -> str:
    for step in column.split("__"):
        row = getattr(row, step)
    return str(row)
