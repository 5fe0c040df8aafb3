"""What the register says to the board: processing kept, requests about rights, breaches. As numbers alone."""

from datetime import date

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import within
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
from fanal.privacy.models import DataBreach, Processing, RightsRequest


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    going_on = Processing.objects.for_school(school).going_on().order_by("number")
    whole = going_on.count()
    if not whole:
        return None
    kept = Processing.objects.for_school(school).kept().order_by("number")
    days = {"received_on__gte": period.starts_on, "received_on__lte": period.ends_on}
    asked = RightsRequest.objects.for_school(school).filter(**days).order_by("number")
    breaches = DataBreach.objects.for_school(school).filter(**within(school, period, "known_at"))
    figures = (
        counted_figure(
            *("privacy.kept", "traitements validés au registre", kept),
            lambda row: TracedRow.of(
                row, f"Fiche n° {row.number}", address("privacy:processing_page", school.uai, row.number)
            ),
            definition=KEPT,
            period=f"au {full_day(today)}",
            noun=("fiche", "fiches"),
            whole=whole,
        ),
        counted_figure(
            *("privacy.rights", "demandes de droits reçues", asked),
            lambda row: TracedRow.of(
                *(row, f"Demande de droits n° {row.number}"),
                address("privacy:rights_page", school.uai, row.number),
                row.received_on,
            ),
            definition=RIGHTS,
            period=period.label,
            noun=("demande", "demandes"),
            day_noun="Reçue le",
        ),
        counted_figure(
            *("privacy.breaches", "violations de données", breaches.order_by("number")),
            lambda row: TracedRow.of(
                *(row, f"Violation n° {row.number}"),
                address("privacy:breach_page", school.uai, row.number),
                row.known_at.astimezone(school.zone_info).date(),
            ),
            definition=BREACHES,
            period=period.label,
            noun=("violation", "violations"),
            day_noun="Connue le",
        ),
    )
    sentence = f"{counted(figures[0].rows, 'traitement')} sur {whole} au registre, validés par la direction."
    return ReportBlock((BlockSentence(sentence, "privacy.kept"),), figures)


KEPT = "Fiches du registre que le chef d’établissement a validées, parmi les traitements en cours."
RIGHTS = "Demandes d’accès, de rectification ou d’effacement reçues pendant la période."
BREACHES = "Violations de données à caractère personnel connues pendant la période, closes ou non."

register(REPORT_BLOCK, 44)(ReportBlockSource("privacy.register", "Les données personnelles", compose))
