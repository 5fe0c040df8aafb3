"""What does an app offer to the report for the board (`REPORT_BLOCK`)? One part of it.

An app that owns rows registers a `ReportBlockSource` in its `contributions/report_blocks.py`; the room
`reports` chooses, orders, freezes and prints what it composes.

    register(REPORT_BLOCK, "equipment.park")(
        ReportBlockSource("equipment.park", "Le matériel", compose=_park)
    )

All of it is plain data, which a frozen report keeps (`report_data`). Nothing in it names a person, and no
label holds words that somebody typed in a request: what is behind is read on its own page, by whoever may
read it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.registry import Kind
from fanal.core.text.french import agrees
from fanal.measures.reading.measures import Measure, MeasuredRow
from fanal.year.rules.periods import MeasurePeriod
from fanal.year.rules.working_hours import worked_hours_words

# a part of the report
REPORT_BLOCK: "Kind[ReportBlockSource]" = Kind(
    "report block",
    (
        "steering.project",
        "commission.decisions",
        "indicators.followed",
        "training.sessions",
        "surveys.published",
        "peer_help.helps",
        "equipment.park",
        "helpdesk.requests",
        "online_services.services",
        "designations.acts",
        "privacy.register",
        "loans.loans",
        "bookings.use",
        "missions.missions",
    ),
)

MOST_ROWS = 200  # behind one figure; `rows` says how many there were

# What is read after a number, for one and for several: « est tenue », « sont tenues ».
type FigureLabel = tuple[str, str]


@dataclass(frozen=True)
class BlockFigure:
    """One figure. `value` is what is read (« 36 h »), `numerator` and `denominator` what it was made from.

    `definition` says in words what is counted; `period` over which days (« 2026-2027 », « au 30 novembre »).
    `trace` holds the first rows that were counted, `rows` how many there were; `row_noun` is what they are,
    in the singular and in the plural, `day_noun` what their day is. `whose`: the id of the only person whose
    work it measures; the room leaves the figure out without their agreement, and never keeps the id.
    """

    code: str
    label: str
    value: str
    definition: str
    period: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: int = 0
    trace: tuple[MeasuredRow, ...] = ()
    row_noun: tuple[str, str] = ("ligne", "lignes")
    whose: int | None = None
    day_noun: str = "Jour"

    @classmethod
    def counting(
        cls, code: str, label: FigureLabel, part: int, whole: int | None = None, **about: Any
    ) -> "BlockFigure":
        """A number of things, « 3 », or of those of a `whole`, « 3 sur 8 »; `about`: the other fields."""
        value = str(part) if whole is None else f"{part} sur {whole}"
        denominator = None if whole is None else Decimal(whole)
        agreed = agrees(part, *label)
        return cls(code, agreed, value, numerator=Decimal(part), denominator=denominator, **about)


@dataclass(frozen=True)
class BlockSentence:
    """What is said, and the code of the figure that it rests on: « Les demandes ont doublé. »."""

    text: str
    figure: str = ""


@dataclass(frozen=True)
class BlockBars:
    """A chart with one bar a label. `finding` is the sentence that it shows; `unit` is read after a value.

    `whole`: what the whole width stands for (100 for shares of a hundred); 0: the longest bar.
    """

    finding: str
    bars: tuple[tuple[str, Decimal], ...]
    unit: str = ""
    whole: Decimal = Decimal(0)


@dataclass(frozen=True)
class ReportBlock:
    """What a block says over a period: sentences, figures, perhaps one chart."""

    sentences: tuple[BlockSentence, ...] = ()
    figures: tuple[BlockFigure, ...] = ()
    bars: BlockBars | None = None

    def figure(self, code: str) -> BlockFigure | None:
        return next((figure for figure in self.figures if figure.code == code), None)


@dataclass(frozen=True)
class ReportBlockSource:
    """One part that a report may hold. `code` is kept in rows; the order is that of the places of its kind.

    `compose(school, period, today)` asks its own rows; None when the school has nothing to say of it.
    `lead` says in one line what the part is about, where it is chosen. `measures(school, period, person_id)`:
    whether it may hold a figure of the work of this person alone, to which they may agree.
    """

    code: str
    title: str
    compose: Callable[[School, MeasurePeriod, date], ReportBlock | None]
    lead: str = ""
    measures: Callable[[School, MeasurePeriod, int], bool] | None = None


def measured_figure(
    measure: Measure, school: School, period: MeasurePeriod, *, span: str = "", whole: int | None = None
) -> BlockFigure:
    """The number of rows of a measure, perhaps out of a `whole`. `span`: its days, where not the period's."""
    rows = measure.rows(school, period).count()
    return BlockFigure.counting(
        measure.code,
        measure.noun,
        rows,
        whole,
        definition=measure.definition,
        period=span or period.label,
        rows=rows,
        trace=measure.first_rows(school, period, MOST_ROWS),
        row_noun=measure.row_noun,
        day_noun=measure.day_noun,
    )


def measured_duration(measure: Measure, school: School, period: MeasurePeriod) -> BlockFigure | None:
    """The delay of a measure over the period; None where there is none."""
    duration = measure.duration(school, period) if measure.duration else None
    if duration is None:
        return None
    return BlockFigure(
        measure.code,
        agrees(1, *measure.noun),
        worked_hours_words(duration.hours),
        measure.definition,
        period.label,
        numerator=duration.hours,
        rows=duration.rows,
        trace=measure.first_rows(school, period, MOST_ROWS),
        row_noun=measure.row_noun,
        day_noun=measure.day_noun,
        whose=duration.whose,
    )


def counted_figure(
    code: str,
    label: FigureLabel,
    rows: QuerySet[Any],
    to_row: Callable[[Any], MeasuredRow],
    *,
    definition: str,
    period: str,
    noun: tuple[str, str],
    whole: int | None = None,
    day_noun: str = "Jour",
) -> BlockFigure:
    """How many rows, perhaps out of a `whole`; `rows` are in a total order: the first are its trace."""
    count = rows.count()
    return BlockFigure.counting(
        code,
        label,
        count,
        whole,
        definition=definition,
        period=period,
        rows=count,
        trace=tuple(map(to_row, rows[:MOST_ROWS])),
        row_noun=noun,
        day_noun=day_noun,
    )
