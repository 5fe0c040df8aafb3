"""What a room counts of a school over a period (`MEASURES`): one definition, read wherever it is said.

The figures of the year, the report for the board and the indicators read the same measure: what is counted
stands once, beside the rows of its room, in `contributions/measures.py`.

    ASKED = Measure(code="helpdesk.asked", noun=("demande envoyée", "demandes envoyées"), …)
    register(MEASURES, "helpdesk.asked")(ASKED)

A measure counts rows, unless it has a `duration`. It never hides and never reads a clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.journal.names import name_of
from fanal.core.registry import Kind
from fanal.year.rules.periods import MeasurePeriod
from fanal.year.rules.years import SchoolYear

# in the order of the figures of the year
MEASURES: "Kind[Measure]" = Kind(
    "measure",
    (
        "helpdesk.asked",
        "helpdesk.solved",
        "helpdesk.worked_delay",
        "helpdesk.sent",
        "equipment.present",
        "equipment.bought",
        "directory.pupils",
        "directory.classes",
        "directory.staff",
        "online_services.in_use",
        "online_services.compared",
        "online_services.settled",
        "bookings.booked",
        "bookings.wanted",
        "loans.handed",
        "missions.done",
    ),
)


# The rows of a school over a period, in a total order.
type ReadMeasured = Callable[[School, MeasurePeriod], QuerySet[Any]]


@dataclass(frozen=True)
class MeasuredRow:
    """One row behind a figure: what it is called (never a pupil, never the words of a request), where it is
    read, the day it is counted for, what it is worth where rows differ (« 6,8 h », « 4 800 € »).

    `is_counted`: whether it is in the numerator. A share whose rows are its whole lists both sorts, and
    `worth` says why one is not counted. `key`: its model's journal name and its id, by which a frozen report
    sees what is gone.
    """

    label: str
    url: str
    day: date | None = None
    worth: str = ""
    is_counted: bool = True
    key: str = ""

    @classmethod
    def of(cls, row: Any, label: str, url: str, day: date | None = None, worth: str = "") -> "MeasuredRow":
        """The row of a model, with its key."""
        return cls(label, url, day, worth, key=f"{name_of(row)}:{row.pk}")


@dataclass(frozen=True)
class Duration:
    """A median, in hours of work, and of how many rows. `whose`: the only person whose work it measures."""

    hours: Decimal
    rows: int
    whose: int | None = None


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is counted of a school over a period, and the rows that it counts.

    `code`: kept in rows and in frozen reports; it never changes. `noun`: what is read after the number, for
    one and for several. `definition`: a sentence that says what is counted, and what is not. `rows(school,
    period)`: what is counted, in a total order, with what `to_row` reads; nothing after
    `period.counted_until`. `to_row(school)`: how a row is told; None where rows are never listed.
    `row_noun`: what a row is, in the singular and in the plural; `day_noun`: what its day is.
    `duration(school, period)`: a delay instead of a number of rows; None of none.

    `is_state`: it stands on a day, and does not happen over a period. `is_recounted`: a past year may be
    counted again at any time; else its rows are gone, or say today. `is_of_people`: a row is a person, so
    that a small group is not shown. `is_work`: it counts what whoever answers has done. `year_label`: its
    name among the figures of the year, where that is not its noun; `year_address`: where its rows of a year
    are listed.
    """

    code: str
    noun: tuple[str, str]
    definition: str
    rows: ReadMeasured
    to_row: Callable[[School], Callable[[Any], MeasuredRow]] | None = None
    row_noun: tuple[str, str] = ("ligne", "lignes")
    day_noun: str = "Jour"
    duration: Callable[[School, MeasurePeriod], Duration | None] | None = None
    is_state: bool = False
    is_recounted: bool = True
    is_of_people: bool = False
    is_work: bool = False
    year_label: str = ""
    year_address: Callable[[School, SchoolYear], str] | None = None

    @property
    def is_duration(self) -> bool:
        return self.duration is not None

    @property
    def label(self) -> str:
        """Its name at the head of a line: « Demandes envoyées »."""
        plural = self.noun[1]
        return self.year_label or plural[0].upper() + plural[1:]

    def first_rows(self, school: School, period: MeasurePeriod, most: int) -> tuple[MeasuredRow, ...]:
        """The first rows that are counted, as they are told."""
        if self.to_row is None:
            return ()
        row_of = self.to_row(school)
        return tuple(row_of(row) for row in self.rows(school, period)[:most])
