"""US1, how many use digital tools every week: from the last published survey that asks it."""

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import IndicatorMeasure, IndicatorSource, days_within
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.registry import INDICATOR_SOURCE, register
from fanal.surveys.models import SurveyQuestion
from fanal.surveys.rules.codes import SurveyState
from fanal.surveys.rules.delivered import US1

NO_SURVEY = "Aucun questionnaire publié sur cette période ne pose la question des usages."


def weekly_use(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Those who answered « chaque semaine » at least, out of all who answered the survey."""
    ended = days_within(period, "survey__closed_on")
    asked = SurveyQuestion.objects.for_school(school).filter(
        measure=US1, survey__state=SurveyState.PUBLISHED, **ended
    )
    question = asked.select_related("survey").order_by("-survey__closed_on", "-pk").first()
    if question is None:
        return IndicatorMeasure.missing(NO_SURVEY)
    weekly = sum(question.options.filter(is_counted=True).values_list("count", flat=True))
    return IndicatorMeasure.of_people(weekly, question.survey.answers)


# No rows: answers are counts, and nothing stands behind them.
register(INDICATOR_SOURCE)(IndicatorSource(US1, measure=weekly_use))
