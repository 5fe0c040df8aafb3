"""What published surveys say to the board: how many, answers by tens, the first choice of the last one.

What is not published says nothing, nor does a group under the threshold of the school.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import days_within
from fanal.accounts.reading.report_blocks import (
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    TracedRow,
    counted_figure,
)
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register
from fanal.surveys.models import Survey
from fanal.surveys.reading.results import SurveyResults
from fanal.surveys.rules.codes import QuestionKind, SurveyState
from fanal.surveys.rules.running import in_tens

NOUN = ("questionnaire", "questionnaires")
FULL = Decimal(100)


def _words(survey: Survey) -> str:
    """« au moins 30 réponses », « moins de 10 réponses »."""
    tens = in_tens(survey.answers)
    return f"au moins {tens} réponses" if tens else "moins de 10 réponses"


def _bars(survey: Survey, smallest: int) -> BlockBars | None:
    """The first question with one choice that no group is made of: the options that may be shown."""
    results = SurveyResults(survey, smallest)
    asked = [row for row in results.questions if row.kind == QuestionKind.ONE and not row.is_profile]
    if not asked:
        return None
    options = results.shown_options(asked[0])
    shown = [
        (option.label, Decimal(round(FULL * option.count / survey.answers)))
        for option in options
        if option.count and not option.is_blank
    ]
    if not shown:
        return None
    label, share = max(shown, key=lambda pair: pair[1])
    finding = f"{asked[0].text} Le plus choisi : « {label} », {share} %."
    if any(option.count is None for option in options):
        finding += " Les choix trop peu nombreux restent cachés."
    return BlockBars(finding, tuple(shown), "% des réponses", FULL)


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    smallest = school.smallest_group
    rows = Survey.objects.for_school(school).filter(
        state=SurveyState.PUBLISHED, answers__gte=smallest, **days_within(period, "closed_on")
    )
    rows = rows.order_by("-closed_on", "-pk")
    last = rows.first()
    if last is None:
        return None

    def traced(survey: Survey) -> TracedRow:
        page = address("surveys:survey_results", school.uai, survey.pk)
        return TracedRow.of(survey, f"{survey} · {_words(survey)}", page, survey.closed_on)

    more: dict[str, Any] = {"period": period.label, "noun": NOUN}
    published = counted_figure(
        "surveys.published", "questionnaires publiés", rows, traced, definition=PUBLISHED, **more
    )
    figures = [published]
    if tens := sum(map(in_tens, rows.values_list("answers", flat=True))):
        figures.append(_answers(tens, published))
    words = counted(published.rows, "questionnaire publié", "questionnaires publiés")
    sentence = f"{words} sur la période ; le dernier : « {last} », {_words(last)}."
    return ReportBlock((BlockSentence(sentence, published.code),), tuple(figures), _bars(last, smallest))


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

register(REPORT_BLOCK, 18)(
    ReportBlockSource(
        "surveys.published",
        "Les questionnaires",
        compose,
        "Ceux qui sont publiés : leurs réponses par dizaines, sans nom.",
    )
)
