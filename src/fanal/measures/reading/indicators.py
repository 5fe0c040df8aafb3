"""What an app offers to the indicators (`INDICATOR_SOURCE`): a measure, and the rows behind it.

An app that owns rows registers one `IndicatorSource` for each code it can compute, in its
`contributions/indicators.py`: two measures divided, or a delay (`shares`); a function of its own only where a
side counts no rows. The room `indicators` keeps the values, decides what may be shown, and draws.

    register(INDICATOR_SOURCE)(IndicatorSource("GOV1", measure=_held, rows=_meetings))

`measure(school, period)` counts; it never divides, never hides, and never reads a clock: `period.ends_on` may
lie ahead, `period.counted_until` does not. `rows(school, period)` lists what was counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.registry import Kind
from fanal.measures.reading.measures import MeasuredRow
from fanal.year.rules.periods import MeasurePeriod

INDICATOR_SOURCE: "Kind[IndicatorSource]" = Kind("indicator source")  # one a code


@dataclass(frozen=True)
class IndicatorMeasure:
    """What was counted over a period.

    `numerator`, `denominator`: both sides of the formula, in the units of the definition (a median of hours
    is a numerator alone). None: it could not be counted, and `reason` says why in a French sentence; a
    denominator of zero is given as zero. `rows`: how many rows were counted, the length of `rows(…)`.
    `people`: how many people the measure is about, when it is about people (pupils, teachers who answered);
    None for machines or requests. With `counts_people`, the numerator is itself a number of these people, so
    that a small part, or a small remainder, is not shown either. `whose`: the id of the only person whose
    work it measures, where it is the work of one (a delay of the only référent): it stays out of reports
    without their agreement. `parts`: the numerator by label, where the definition asks for it (spend by
    payer).
    """

    numerator: Decimal | None
    denominator: Decimal | None = None
    rows: int = 0
    people: int | None = None
    counts_people: bool = False
    whose: int | None = None
    reason: str = ""
    parts: tuple[tuple[str, Decimal], ...] = ()

    @classmethod
    def ratio(cls, numerator: int | Decimal, denominator: int | Decimal, **more: Any) -> "IndicatorMeasure":
        """Of two counts; `rows` is the numerator unless it is given."""
        more.setdefault("rows", int(numerator))
        return cls(Decimal(numerator), Decimal(denominator), **more)

    @classmethod
    def of_people(cls, part: int, people: int, **more: Any) -> "IndicatorMeasure":
        """So many people out of so many."""
        return cls.ratio(part, people, people=people, counts_people=True, **more)

    @classmethod
    def missing(cls, reason: str) -> "IndicatorMeasure":
        """It could not be counted, for this reason."""
        return cls(None, None, reason=reason)


@dataclass(frozen=True)
class MeasuredRows:
    """The rows behind a measure: a queryset in a total order, of which a page reads its slice.

    Django's `Paginator` takes it as it is.
    """

    queryset: QuerySet[Any]
    to_row: Callable[[Any], MeasuredRow]

    def count(self) -> int:
        return self.queryset.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[MeasuredRow]:
        return [self.to_row(row) for row in self.queryset[part]]


@dataclass(frozen=True)
class IndicatorSource:
    """How one indicator of the catalogue is computed from Fanal's own data.

    `code`: that of the catalogue (EQ1, FO1, GOV2). `is_recounted`: a past period gives the same answer
    whenever it is counted; else it says what stands now, and only the current period may be counted. `rows`
    is None where nothing may be listed: anonymous answers. `worth_noun`: what the worth of a row is, at the
    head of its column.
    """

    code: str
    measure: Callable[[School, MeasurePeriod], IndicatorMeasure]
    rows: Callable[[School, MeasurePeriod], MeasuredRows] | None = None
    is_recounted: bool = True
    worth_noun: str = ""
