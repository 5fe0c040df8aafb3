"""What is kept about whoever asks, told by every app and asked of the database in one question.

An app says with `Own` what a person, or a pupil, reads of a model; what it knows already, it offers by itself
(PERSONAL_DATA), by its name in French. All the rows of all apps are one `UNION ALL`: one more app costs no
more question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from fanal.core.people.links import PERSON, PUPIL, Links, any_of, links_to, names_of
from fanal.core.registry import PERSONAL_DATA, PUPIL_DATA, register

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


@dataclass(frozen=True)
class Own:
    """What somebody reads of their rows: those of the links `of`, by default those that `Erased` names.

    `labels`: what makes of a value what is read, a class of codes with a label or a function. `among` narrows
    the rows, given the member who asks. `is_word`: a single value, without its name. The rest: `OwnRows`.
    """

    name: str
    fields: Mapping[str, Any]
    by: str
    of: Links | None = None
    among: Callable[[Any, Any], QuerySet] | None = None
    labels: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    is_private: bool = False
    is_word: bool = False

    def declare(self, model: Any, links: Links, place: str) -> None:
        of = links if self.of is None else names_of(self.of)
        people, pupils = links_to(PERSON, model, of), links_to(PUPIL, model, of)
        if not of and self.among is None:
            raise ValueError(f"{self.name}: whose are these rows?")

        def of_member(member: Any) -> dict[str, OwnRows]:
            rows = model.objects.for_school(member.school)
            return self._rows(self.among(rows, member) if self.among else rows, people, member.person)

        def of_pupil(school_id: int, pupil_id: int) -> dict[str, OwnRows]:
            rows = model.objects.for_school(school_id)
            return self._rows(self.among(rows, None) if self.among else rows, pupils, pupil_id)

        if people or not of:
            register(PERSONAL_DATA, place)(of_member)
        if pupils:
            register(PUPIL_DATA, place)(of_pupil)

    def _rows(self, rows: QuerySet, links: list[str], whose: Any) -> dict[str, OwnRows]:
        theirs = rows.filter(any_of(links, whose)) if links else rows
        return {self.name: OwnRows(theirs, self.fields, self.by, self._read, self.is_private)}

    def _read(self, row: Row) -> Any:
        row = row | {name: _label(label, row[name]) for name, label in self.labels.items()}
        return next(iter(row.values())) if self.is_word else row


def written_to(column: str, member: Any) -> Q:
    """This column is an address of theirs: of their record, or of their sign-in."""
    sign_in = get_user_model()._default_manager.filter(pk=member.user_id).values("email")
    mine = Q(**{f"{column}__in": sign_in})
    return mine | Q(**{f"{column}__iexact": member.person.email}) if member.person.email else mine


def _label(label: Callable[[Any], Any], value: Any) -> Any:
    labelled = label(value)
    return labelled.label if isinstance(label, type) else labelled


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
    """Sorted by this field, those without it first; equal ones by all they say: a page is the same twice."""

    def key(row: Row) -> tuple[bool, tuple[float, str], str]:
        return row[by] is not None, _comparable(row[by]), repr(sorted(row.items()))

    return sorted(rows, key=key)


def _comparable(value: Any) -> tuple[float, str]:
    """Numbers by their value, the rest by its text."""
    return (float(value), "") if isinstance(value, int | float) else (0.0, str(value))
