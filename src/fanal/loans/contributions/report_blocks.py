"""What loans say to the board: how many were handed over, are out, are late. Nobody is named."""

from datetime import date

from fanal.accounts.models import School
from fanal.accounts.reading.report_blocks import (
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    TracedRow,
    counted_figure,
)
from fanal.accounts.rules.french import counted, full_day
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register
from fanal.loans.models import Loan

NOUN = ("prêt", "prêts")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    every = Loan.objects.for_school(school)
    handed = every.filter(handed_on__gte=period.starts_on, handed_on__lte=period.ends_on)
    out = every.out()
    if not handed.exists() and not out.exists():
        return None

    def traced(loan: Loan) -> TracedRow:
        page = address("loans:loan_page", school.uai, loan.number)
        return TracedRow.of(loan, f"Prêt n° {loan.number}", page, loan.handed_on)

    span = f"au {full_day(today)}"
    figures = (
        counted_figure(
            *("loans.handed", "prêts remis", handed.order_by("number"), traced),
            definition=HANDED,
            period=period.label,
            noun=NOUN,
            day_noun="Remis le",
        ),
        counted_figure(
            *("loans.out", "prêts en cours", out.order_by("number"), traced),
            definition=OUT,
            period=span,
            noun=NOUN,
            day_noun="Remis le",
        ),
        counted_figure(
            *("loans.late", "prêts en retard", every.late(today).order_by("number"), traced),
            definition=LATE,
            period=span,
            noun=NOUN,
            day_noun="Remis le",
        ),
    )
    sentence = f"{counted(figures[0].rows, 'prêt remis', 'prêts remis')} sur la période."
    return ReportBlock((BlockSentence(sentence, "loans.handed"),), figures)


HANDED = "Prêts d’appareils remis pendant la période, à des élèves, des familles ou des collègues."
OUT = "Prêts remis et non rendus ce jour-là ; un prêt peut compter plusieurs appareils."
LATE = "Prêts en cours dont la date de retour est passée."

register(REPORT_BLOCK, 50)(ReportBlockSource("loans.loans", "Les prêts", compose))
