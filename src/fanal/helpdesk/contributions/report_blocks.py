"""What requests say to the board: how many, about what, how long, and what was passed on. Nobody is named."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.helpdesk.contributions.measures import ASKED, SENT, SOLVED, SOLVING_DELAY, asked, solved
from fanal.helpdesk.rules.codes import RequestKind
from fanal.measures.reading.measured_people import only_lead
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    measured_duration,
    measured_figure,
)
from fanal.year.rules.periods import MeasurePeriod

MOST_BARS = 6
OTHER_KINDS = "Le reste"  # of the kinds that have no bar of their own


def _delay(school: School, period: MeasurePeriod) -> BlockFigure | None:
    """The delay of the only one who solves requests is theirs: they must agree to it."""
    figure = measured_duration(SOLVING_DELAY, school, period)
    if figure is None:
        return None
    people = set(solved(school, period).exclude(taken_by=None).values_list("taken_by", flat=True))
    return replace(figure, whose=people.pop()) if len(people) == 1 else figure


def _kinds(requests: QuerySet) -> BlockBars | None:
    counts = Counter(requests.values_list("kind", flat=True))
    if not counts:
        return None
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]
    kind, most = ordered[0]
    finding = f"{RequestKind(kind).label} : {counted(most, 'demande')} sur {counts.total()}."
    bars = [(str(RequestKind(code).label), Decimal(count)) for code, count in ordered]
    if others := counts.total() - sum(count for _, count in ordered):
        bars.append((OTHER_KINDS, Decimal(others)))
    return BlockBars(finding, tuple(bars), "demandes")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    figures = [measured_figure(measure, school, period) for measure in (ASKED, SOLVED, SENT)]
    if not any(figure.rows for figure in figures):
        return None
    delay = _delay(school, period)
    if delay:
        figures.insert(2, delay)
    last_year = period.same_last_year.cut_on(period.last_year_until(today))
    before = ASKED.rows(school, last_year).count()
    when = "un an plus tôt" if period.is_over(today) else "un an plus tôt à la même date"
    sentence = f"{counted(figures[0].rows, 'demande')} sur la période"
    sentence += f", contre {before} {when}." if before else "."
    sentences = [BlockSentence(sentence, ASKED.code)]
    if delay:
        words = f"Une demande sur deux est résolue en moins de {delay.value}."
        sentences.append(BlockSentence(words, delay.code))
    return ReportBlock(tuple(sentences), tuple(figures), _kinds(asked(school, period)))


def measures(school: School, period: MeasurePeriod, person_id: int) -> bool:
    """Whoever answers requests: the only référent of the period, and who took one that is solved."""
    if only_lead(school, period) == person_id:
        return True
    return solved(school, period).filter(taken_by=person_id).exists()


register(REPORT_BLOCK, "helpdesk.requests")(
    ReportBlockSource("helpdesk.requests", "Les demandes et leurs délais", compose, measures=measures)
)
