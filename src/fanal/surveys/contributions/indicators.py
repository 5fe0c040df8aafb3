"""US1, how many of those who teach use digital tools every week: from the last published survey."""

from fanal.accounts.models import School
from fanal.accounts.rules.small_groups import Bounds
from fanal.core.registry import register
from fanal.measures.reading.indicators import INDICATOR_SOURCE, IndicatorMeasure, IndicatorSource
from fanal.measures.reading.period_filters import days_within
from fanal.surveys.models import SurveyPublication
from fanal.surveys.rules.codes import SurveyState
from fanal.surveys.rules.delivered import US1
from fanal.surveys.rules.publication import Publication
from fanal.surveys.rules.results import sum_words
from fanal.year.rules.periods import MeasurePeriod

NO_SURVEY = "Aucun questionnaire publié sur cette période ne pose la question des usages."


def weekly_use(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Those who answered « chaque semaine » at least, out of those who have pupils."""
    ended = days_within(period, "survey__closed_on")
    kept = SurveyPublication.objects.for_school(school).filter(
        survey__state=SurveyState.PUBLISHED, survey__questions__measure=US1, **ended
    )
    last = kept.order_by("-survey__closed_on", "-survey_id").first()
    return IndicatorMeasure.missing(NO_SURVEY) if last is None else measure_of(last.published, US1)


def measure_of(publication: Publication, code: str) -> IndicatorMeasure:
    """What the page of the survey says too: an exact number, or in words why there is none."""
    question = publication.measuring(code)
    if question is None:
        return IndicatorMeasure.missing(NO_SURVEY)
    whole = question.whole or publication.answers
    if question.sum is None or not question.sum.is_exact:
        return IndicatorMeasure.missing(_unsaid(question.sum, whole))
    return IndicatorMeasure.of_people(question.sum.lowest, whole)


def _unsaid(bounds: Bounds | None, answers: int) -> str:
    words = sum_words(bounds, answers)
    return words if bounds is None else f"{words.capitalize()} : le nombre exact dirait qui a répondu quoi."


# No rows: answers are counts, and nothing stands behind them.
register(INDICATOR_SOURCE)(IndicatorSource(US1, measure=weekly_use))
