"""What the acts say to the board: how many designations are in force, how many end soon. Nobody is named."""

from datetime import date

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import counted, full_day
from fanal.designations.models import Designation
from fanal.designations.rules.designations import ActNature
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
)
from fanal.year.rules.periods import MeasurePeriod

NOUN = ("désignation", "désignations")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    acts = Designation.objects.for_school(school).filter(nature=ActNature.DESIGNATION.value)
    signed = acts.signed().filter(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on)
    if not signed.exists():
        return None

    def traced(act: Designation) -> MeasuredRow:
        label = f"Désignation n° {act.number}"
        page = address("designations:act_page", school.uai, act.number)
        return MeasuredRow.of(act, label, page, act.starts_on)

    span = f"au {full_day(today)}"
    in_force, ending = acts.in_force(today).order_by("number"), acts.ending(today).order_by("number")
    figures = (
        counted_figure(
            "designations.in_force",
            ("désignation en cours", "désignations en cours"),
            in_force,
            traced,
            definition=IN_FORCE,
            period=span,
            noun=NOUN,
        ),
        counted_figure(
            "designations.signed",
            SIGNED_LABEL,
            signed.order_by("number"),
            traced,
            definition=SIGNED,
            period=period.label,
            noun=NOUN,
        ),
        counted_figure(
            "designations.ending",
            ("finit bientôt", "finissent bientôt"),
            ending,
            traced,
            definition=ENDING,
            period=span,
            noun=NOUN,
        ),
    )
    sentence = f"{counted(figures[0].rows, 'désignation')} d’administrateur délégué en cours."
    return ReportBlock((BlockSentence(sentence, "designations.in_force"),), figures)


SIGNED_LABEL = (
    "signée, pour tout ou partie de la période",
    "signées, pour tout ou partie de la période",
)
IN_FORCE = "Désignations d’administrateur délégué qui ouvrent des droits ce jour-là."
SIGNED = "Désignations signées dont les dates touchent la période, abrogées depuis ou non."
ENDING = "Désignations en cours dont la fin est assez proche pour que Fanal prévienne."

register(REPORT_BLOCK, "designations.acts")(
    ReportBlockSource("designations.acts", "Les administrateurs délégués", compose)
)
