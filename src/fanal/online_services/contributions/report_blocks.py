"""What the services say to the board: how many are used, how many have a validated sheet (as RG1 counts)."""

from datetime import date

from fanal.accounts.models import School
from fanal.core.registry import register
from fanal.core.text.french import counted, full_day
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
    measured_figure,
)
from fanal.online_services.contributions.measures import COVERED, ENDING, IN_USE, NOUN, named
from fanal.online_services.models import OnlineService
from fanal.year.rules.periods import MeasurePeriod, year_until


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    span = f"au {full_day(today)}"
    in_use = measured_figure(IN_USE, school, period, span=span)
    whole = in_use.rows
    if not whole:
        return None
    traced, rows = named(school), OnlineService.objects.for_school(school).in_use()
    lacking = rows.order_by("name", "pk").without_validated_sheet()
    figures = (
        in_use,
        measured_figure(COVERED, school, period, span=span, whole=whole),
        counted_figure(
            "online_services.lacking",
            ("sans fiche validée", "sans fiche validée"),
            lacking,
            traced,
            definition=LACKING,
            whole=whole,
            period=span,
            noun=NOUN,
        ),
        measured_figure(ENDING, school, year_until(today), span=span),
    )
    missing = figures[2]
    if missing.rows:
        words = f"{counted(missing.rows, 'service')} sans fiche validée au registre des traitements."
        return ReportBlock((BlockSentence(words, missing.code),), figures)
    words = "Chaque service utilisé a sa fiche validée au registre des traitements."
    return ReportBlock((BlockSentence(words, figures[1].code),), figures)


LACKING = "Services utilisés sans fiche, ou dont la fiche est déclarée, en brouillon ou terminée."

register(REPORT_BLOCK, "online_services.services")(
    ReportBlockSource("online_services.services", "Les services en ligne", compose)
)
