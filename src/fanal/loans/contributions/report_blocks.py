"""What loans say to the board: how many were handed over, are out, are late. Nobody is named."""

from datetime import date

from fanal.accounts.models import School
from fanal.core.registry import register
from fanal.core.text.french import counted, full_day
from fanal.loans.contributions.measures import HANDED, LATE, OUT
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    measured_figure,
)
from fanal.year.rules.periods import MeasurePeriod, year_until


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    handed = measured_figure(HANDED, school, period)
    now, span = year_until(today), f"au {full_day(today)}"
    standing = [measured_figure(measure, school, now, span=span) for measure in (OUT, LATE)]
    if not handed.rows and not standing[0].rows:
        return None
    figures = (handed, *standing)
    sentence = f"{counted(handed.rows, 'prêt remis', 'prêts remis')} sur la période."
    return ReportBlock((BlockSentence(sentence, "loans.handed"),), figures)


register(REPORT_BLOCK, "loans.loans")(ReportBlockSource("loans.loans", "Les prêts", compose))
