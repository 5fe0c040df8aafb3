"""What the missions say to the board: how many there are, how the digital one divides, without names.

The opinion of the board bears on the breakdown by mission, never on people (`docs/domain/mission.md`).
"""

from datetime import date
from decimal import Decimal

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockBars,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
)
from fanal.missions.models import ParticularMission, PartNeed
from fanal.missions.rules.particular_mission import MissionKind
from fanal.missions.rules.parts import BY_CODE
from fanal.year.rules.periods import MeasurePeriod

NOUN = ("mission", "missions")
LABEL = ("mission particulière", "missions particulières")


def _weights(school: School, year: str) -> BlockBars | None:
    """How the digital mission divides, as the needs of the year say it."""
    needs = PartNeed.objects.for_school(school).filter(
        mission__school_year=year, mission__kind=MissionKind.DIGITAL.value, weight__gt=0
    )
    weights = sorted(needs.values_list("part", "weight"), key=lambda pair: (-pair[1], pair[0]))
    if not weights:
        return None
    bars = tuple((BY_CODE[part].label, Decimal(weight)) for part, weight in weights)
    return BlockBars(
        f"La part la plus lourde de la mission numérique : {bars[0][0].lower()}, {weights[0][1]} % du temps.",
        bars,
        "% du temps",
    )


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    year = period.year.label
    rows = ParticularMission.objects.for_school(school).filter(school_year=year).order_by("number")
    if not rows.exists():
        return None
    figure = counted_figure(
        "missions.missions",
        LABEL,
        rows,
        lambda mission: MeasuredRow.of(
            mission, str(mission), address("shares:grid", school.uai, mission.number)
        ),
        definition=MISSIONS,
        period=year,
        noun=NOUN,
    )
    sentence = f"{counted(figure.rows, *LABEL)} en {year}."
    return ReportBlock((BlockSentence(sentence, figure.code),), (figure,), _weights(school, year))


MISSIONS = "Missions particulières de l’année scolaire, sans dire qui les assure."

register(REPORT_BLOCK, "missions.missions")(ReportBlockSource("missions.missions", "Les missions", compose))
