"""What published surveys say to the board: how many, answers by tens, the first choice of the last one.

What is not published says nothing, nor does a group under the threshold that the survey was published with.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.period_filters import days_within
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
)
from fanal.surveys.models import Survey
from fanal.surveys.rules.codes import QuestionKind, SurveyState
from fanal.surveys.rules.publication import Publication
from fanal.surveys.rules.results import FULL, board_shares, leader_of
from fanal.surveys.rules.running import in_tens
from fanal.year.rules.periods import MeasurePeriod

NOUN = ("questionnaire", "questionnaires")
LABEL = ("questionnaire publié", "questionnaires publiés")


def _words(survey: Survey) -> str:
    """« au moins 30 réponses », « moins de 10 réponses »."""
    tens = in_tens(survey.answers)
    return f"au moins {tens} réponses" if tens else "moins de 10 réponses"


def bars_of(publication: Publication) -> BlockBars | None:
    """The first question with one choice that no group is made of: the options that may be shown."""
    asked = [row for row in publication.questions if row.kind == QuestionKind.ONE and not row.is_profile]
    if not asked:
        return None
    shares = board_shares(asked[0], publication.answers)
    if not shares:
        return None
    finding = asked[0].text
    if (first := leader_of(asked[0], publication.answers)) is not None:
        finding += f" Le plus choisi : « {first.label} », {dict(shares)[first.label]} %."
    if not asked[0].is_whole:
        finding += " Les choix trop peu nombreux restent cachés."
    return BlockBars(finding, tuple(shares), "% des réponses", FULL)


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    rows = Survey.objects.for_school(school).filter(
        state=SurveyState.PUBLISHED, **days_within(period, "closed_on")
    )
    rows = rows.select_related("publication").order_by("-closed_on", "-pk")
    last = rows.first()
    if last is None:
        return None

    def traced(survey: Survey) -> MeasuredRow:
        page = address("surveys:survey_results", school.uai, survey.pk)
        return MeasuredRow.of(survey, f"{survey} · {_words(survey)}", page, survey.closed_on)

    more: dict[str, Any] = {"period": period.label, "noun": NOUN}
    published = counted_figure("surveys.published", LABEL, rows, traced, definition=PUBLISHED, **more)
    figures = [published]
    if tens := sum(map(in_tens, rows.values_list("answers", flat=True))):
        figures.append(_answers(tens, published))
    words = counted(published.rows, *LABEL)
    sentence = f"{words} sur la période ; le dernier : « {last} », {_words(last)}."
    return ReportBlock(
        (BlockSentence(sentence, published.code),), tuple(figures), bars_of(last.publication.published)
    )


def _answers(tens: int, published: BlockFigure) -> BlockFigure:
    """On the same rows; never a number that one more answer would change."""
    return BlockFigure(
        "surveys.answers",
        "réponses, sans nom",
        f"au moins {tens}",
        ANSWERS,
        published.period,
        Decimal(tens),
        rows=published.rows,
        trace=published.trace,
        row_noun=NOUN,
    )


PUBLISHED = "Questionnaires terminés pendant la période et dont les résultats sont publiés."
ANSWERS = "Réponses à ces questionnaires, chacun compté en dizaines entières."

register(REPORT_BLOCK, "surveys.published")(
    ReportBlockSource(
        "surveys.published",
        "Les questionnaires",
        compose,
        "Ceux qui sont publiés : leurs réponses par dizaines, sans nom.",
    )
)
