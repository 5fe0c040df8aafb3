"""What the register says to the board: processing kept, requests about rights, breaches. As numbers alone."""

from datetime import date

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import agrees, counted, full_day
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.period_filters import within
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
)
from fanal.privacy.models import DataBreach, Processing, RightsRequest
from fanal.year.rules.periods import MeasurePeriod


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
            "privacy.kept",
            KEPT_LABEL,
            kept,
            lambda row: MeasuredRow.of(
                row, f"Fiche n° {row.number}", address("privacy:processing_page", school.uai, row.number)
            ),
            definition=KEPT,
            period=f"au {full_day(today)}",
            noun=("fiche", "fiches"),
            whole=whole,
        ),
        counted_figure(
            "privacy.rights",
            RIGHTS_LABEL,
            asked,
            lambda row: MeasuredRow.of(
                row,
                f"Demande de droits n° {row.number}",
                address("privacy:rights_page", school.uai, row.number),
                row.received_on,
            ),
            definition=RIGHTS,
            period=period.label,
            noun=("demande", "demandes"),
            day_noun="Reçue le",
        ),
        counted_figure(
            "privacy.breaches",
            ("violation de données", "violations de données"),
            breaches.order_by("number"),
            lambda row: MeasuredRow.of(
                row,
                f"Violation n° {row.number}",
                address("privacy:breach_page", school.uai, row.number),
                row.known_at.astimezone(school.zone_info).date(),
            ),
            definition=BREACHES,
            period=period.label,
            noun=("violation", "violations"),
            day_noun="Connue le",
        ),
    )
    validated = figures[0].rows
    sentence = (
        f"{counted(validated, 'traitement')} sur {whole} au registre, "
        f"{agrees(validated, 'validé', 'validés')} par la direction."
    )
    return ReportBlock((BlockSentence(sentence, "privacy.kept"),), figures)


KEPT_LABEL = "traitement validé au registre", "traitements validés au registre"
RIGHTS_LABEL = "demande de droits reçue", "demandes de droits reçues"
KEPT = "Fiches du registre que le chef d’établissement a validées, parmi les traitements en cours."
RIGHTS = "Demandes d’accès, de rectification ou d’effacement reçues pendant la période."
BREACHES = "Violations de données à caractère personnel connues pendant la période, closes ou non."

register(REPORT_BLOCK, "privacy.register")(
    ReportBlockSource("privacy.register", "Les données personnelles", compose)
)
