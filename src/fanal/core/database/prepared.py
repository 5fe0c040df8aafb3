"""Questions asked at every page: their SQL is built once, and each use only binds its values.

Building a queryset and turning it into SQL costs Django five to ten times what PostgreSQL needs to answer it
(ADR 0022). Here a function builds the queryset once for invented values; where those values stand in the
parameters of the SQL, each later use puts its own.

    @prepared
    def person_named(school_id: int, pk: int) -> QuerySet[Person]:
        return Person.objects.for_school(school_id).filter(pk=pk)

    person_named(12, 34)             # a list of Person
    person_named.first(12, 34)       # one, or None

Positional arguments are values (int, str, date, datetime; never None, and used as they are or as the two ends
of a range, not inside a pattern made by Python); keyword arguments change the question itself: each set of
them is built apart.
A thing may stand for several values (`Spread`): a member is a school, a person, and roles that change the
question.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from itertools import count
from typing import Any, ClassVar, Protocol, Self, runtime_checkable

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone
from psycopg.sql import Literal
from psycopg.types.range import Range

from fanal.core.database.drawn_rows import Draw, converted, drawn_from

SHAPES = 256  # built questions kept by one function; beyond, all are forgotten and built again
LARGEST = 2**31  # beyond, Django itself answers « nothing » for most columns: it is asked instead
PLACEHOLDER = re.compile(r"(%%|%s)")
STEP = 401  # days between two invented ones
LONG_AGO, FAR_AHEAD = 1500, 2400  # no day that somebody asks for stands in the years after them
_numbers = count(2_010_000_000)

type Place = tuple[int, tuple[int, ...], Callable[..., Any] | None]  # of a parameter, of its arguments


def _invented(value: Any, first_year: int) -> Any:
    """A value of the same type that no one else uses, to be found again among the parameters.

    Two of them are never of the same year: what somebody makes of a day would differ (`_build`).
    `first_year`: of the two hundred in which a day is invented.
    """
    number = next(_numbers)
    if type(value) is int:
        return number
    if type(value) is str:
        return f"prepared-{number}"
    if type(value) is datetime:
        return datetime(first_year + 200, 1, 1, tzinfo=UTC) + timedelta(
            days=number * STEP % 70_000, microseconds=number % 10**6
        )
    if type(value) is date:
        return date(first_year, 1, 1) + timedelta(days=number * STEP % 70_000)
    raise TypeError(f"a prepared question does not take {type(value).__name__}")


@runtime_checkable
class Spread(Protocol):
    """An argument that is several values and a shape."""

    def spread(self) -> tuple[tuple[Any, ...], Any]:
        """Its values, and what of it changes the question (hashable)."""

    def gather(self, values: tuple[Any, ...]) -> Self:
        """The same with these values; it must not be able to tell anything else."""


@dataclass(frozen=True)
class _Built:
    """The SQL of one question, and which of its parameters are values (place, arguments, how they stand)."""

    queryset: QuerySet
    draw: Draw
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[Place, ...]
    converters: dict[int, Any]

    def ask(self, values: tuple[Any, ...]) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self._bound(values))
            rows = cursor.fetchall()
        found = self.draw(converted(rows, self.converters, connection))
        if self.queryset._prefetch_related_lookups and found:  # type: ignore[attr-defined]
            prefetch_related_objects(found, *self.queryset._prefetch_related_lookups)  # type: ignore[attr-defined]
        return found

    def _bound(self, values: tuple[Any, ...]) -> list[Any]:
        """The parameters of the SQL, these values in their places."""
        parameters = list(self.parameters)
        for place, arguments, wrap in self.places:
            bound_values = [values[argument] for argument in arguments]
            parameters[place] = wrap(*bound_values) if wrap else bound_values[0]
        return parameters


def _invent(arguments: tuple[Any, ...], first_year: int) -> tuple[list[Any], list[Any]]:
    """Arguments made of invented values, and those values in a row."""
    invented_arguments: list[Any] = []
    values: list[Any] = []
    for argument in arguments:
        if isinstance(argument, Spread):
            invented = tuple(_invented(value, first_year) for value in argument.spread()[0])
            invented_arguments.append(argument.gather(invented))
            values += invented
        else:
            invented_arguments.append(_invented(argument, first_year))
            values.append(invented_arguments[-1])
    return invented_arguments, values


def _is_baked_in(value: Any, sql: str, parameters: tuple[Any, ...]) -> bool:
    """Does this value stand inside a text, where no other could take its place?"""
    words = str(value)
    return words in sql or any(
        isinstance(each, str) and words in each and each != value for each in parameters
    )


def _places(parameters: tuple[Any, ...], values: list[Any]) -> list[Place]:
    """Where the values stand among the parameters."""
    rows: list[Place] = []
    for place, parameter in enumerate(parameters):
        if isinstance(parameter, Range):
            ends = (parameter.lower, parameter.upper)
            if parameter.bounds == "[)" and all(end in values for end in ends):
                rows.append((place, tuple(values.index(end) for end in ends), type(parameter)))
            continue
        rows += [
            (place, (number,), type(parameter) if type(parameter) is not type(value) else None)
            for number, value in enumerate(values)
            if isinstance(parameter, type(value)) and parameter == value
        ]
    return rows


def _fixed(sql: str, parameters: tuple[Any, ...], values: list[Any]) -> list[str]:
    """All that is asked, but for the values."""
    places = {place for place, *_ in _places(parameters, values)}
    return [sql, *(repr(each) for place, each in enumerate(parameters) if place not in places)]


def _build(make: Callable[..., QuerySet], arguments: tuple[Any, ...], shape: dict[str, Any]) -> _Built | None:
    invented_arguments, values = _invent(arguments, LONG_AGO)
    queryset = make(*invented_arguments, **shape)
    compiler = queryset.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None  # Django sees that nothing can be found: it is asked each time
    places = _places(parameters, values)
    value_places = {place for place, *_ in places}
    if any(
        isinstance(each, (date, Range)) and place not in value_places for place, each in enumerate(parameters)
    ):
        raise TypeError(f"{make.__qualname__}: a day that is not an argument would never change again")
    if any(_is_baked_in(value, sql, parameters) for value in values):
        raise TypeError(f"{make.__qualname__}: a value does not stand by itself in {sql}")
    again, others = _invent(arguments, FAR_AHEAD)  # where a day is compared in Python, the SQL differs
    second = make(*again, **shape).query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
    rebuilt, bound = second.as_sql()
    if _fixed(rebuilt, bound, others) != _fixed(sql, parameters, values):
        raise TypeError(f"{make.__qualname__}: something made of an argument would never change again")
    sql, remaining = _with_constants(sql, parameters, value_places)
    places = [(remaining.index(place), numbers, wrap) for place, numbers, wrap in places]
    parameters = tuple(parameters[place] for place in remaining)
    converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    return _Built(queryset, drawn_from(queryset, compiler), sql, tuple(parameters), tuple(places), converters)


def _with_constants(sql: str, parameters: tuple[Any, ...], values: set[int]) -> tuple[str, list[int]]:
    """Write into the SQL what never changes, and tell which parameters remain.

    psycopg parses a query of more than fifty parameters anew each time; PostgreSQL plans better what it sees.
    """
    written: list[str] = []
    remain: list[int] = []
    place = -1
    for piece in PLACEHOLDER.split(sql):
        if piece == "%s":
            place += 1
            if place in values or not isinstance(parameters[place], (str, int)):
                remain.append(place)
            else:
                constant = Literal(parameters[place]).as_string(connections[DEFAULT_DB_ALIAS].connection)
                piece = constant.replace("%", "%%")
        written.append(piece)
    return "".join(written), remain


class prepared:
    """Decorate a function that builds a queryset; see the module."""

    questions: ClassVar[list["prepared"]] = []

    def __init__(self, make: Callable[..., QuerySet]) -> None:
        self.questions.append(self)
        self.make = make
        self.built: dict[Any, _Built | None] = {}
        update_wrapper(self, make)

    def __call__(self, *arguments: Any, **shape: Any) -> list[Any]:
        values: list[Any] = []
        # The day of a moment is that of the current zone, which Django writes into the SQL.
        key: list[Any] = [timezone.get_current_timezone_name(), *sorted(shape.items())]
        for argument in arguments:
            if isinstance(argument, (int, str, date)):
                values.append(argument)
                key.append(type(argument))
            else:
                spread, kind = argument.spread()
                values += spread
                key.append(kind)
        built = self._built(tuple(key), arguments, shape)
        if built is None or any(type(value) is int and abs(value) >= LARGEST for value in values):
            return list(self.make(*arguments, **shape))
        return built.ask(tuple(values))

    def _built(self, key: Any, arguments: tuple[Any, ...], shape: dict[str, Any]) -> _Built | None:
        if key not in self.built:
            if len(self.built) >= SHAPES:
                self.built.clear()
            self.built[key] = _build(self.make, arguments, shape)
        return self.built[key]

    def first(self, *arguments: Any, **shape: Any) -> Any:
        """The first row, or None."""
        rows = self(*arguments, **shape)
        return rows[0] if rows else None


def forget_built() -> None:
    """Forget the SQL of every question: the next use of each builds it again, as its function is by then."""
    for question in prepared.questions:
        question.built.clear()
