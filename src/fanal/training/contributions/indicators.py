"""FO1, FO2, FO3: teachers trained, hours for each, needs met.

Teachers are those who hold that function at the end of the period. What is counted of somebody goes with
their name two years later, and a need with its withdrawal: a past period is not counted again.
"""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from fanal.accounts.models import Person, School
from fanal.accounts.models.roles import Role
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.indicators import (
    INDICATOR_SOURCE,
    IndicatorMeasure,
    IndicatorSource,
    MeasuredRows,
)
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.period_filters import days_within
from fanal.training.models import SessionRegistration, TrainingNeed, TrainingSession
from fanal.training.rules.session import SessionState
from fanal.year.rules.periods import MeasurePeriod

HOUR = 60
NOBODY = "Aucune personne n’a la fonction d’enseignant à la fin de cette période."


def _teachers(school: School, period: MeasurePeriod) -> QuerySet[Person]:
    rows = Person.objects.for_school(school).holding_role(Role.TEACHER, period.counted_until)
    return rows.order_by().distinct()


def _held(school: School, period: MeasurePeriod) -> QuerySet[TrainingSession]:
    return TrainingSession.objects.for_school(school).filter(
        state=SessionState.HELD, **days_within(period, "day")
    )


def _present(school: School, period: MeasurePeriod) -> QuerySet[SessionRegistration]:
    rows = SessionRegistration.objects.for_school(school).filter(is_present=True)
    there = rows.filter(session__state=SessionState.HELD, **days_within(period, "session__day"))
    return there.filter(person__in=_teachers(school, period).values("pk"))


def _trained(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    teachers = _teachers(school, period).count()
    trained = _present(school, period).order_by().values("person").distinct().count()
    more: dict[str, Any] = {"rows": _held(school, period).count(), "reason": "" if teachers else NOBODY}
    return IndicatorMeasure.of_people(trained, teachers, **more)


def _hours(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    teachers = _teachers(school, period).count()
    there = _present(school, period).aggregate(
        minutes=Sum("session__minutes", default=0), people=Count("person", distinct=True)
    )
    return IndicatorMeasure.ratio(
        Decimal(there["minutes"]) / HOUR,
        teachers,
        rows=_held(school, period).count(),
        people=there["people"],
        reason="" if teachers else NOBODY,
    )


def _needs_met(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    """Of the needs said in the period, those met by a session that was held.

    Needs are counted, people are protected: the smaller of those helped and of those who wait decides.
    """
    needs = TrainingNeed.objects.for_school(school).filter(**days_within(period, "made_on"))
    counts = needs.aggregate(
        every=Count("pk"),
        met=Count("pk", filter=Q(met_on__isnull=False, met_on__lte=period.ends_on)),
        people=Count("person", distinct=True),
        helped=Count("person", distinct=True, filter=Q(met_on__isnull=False, met_on__lte=period.ends_on)),
        waiting=Count("person", distinct=True, filter=Q(met_on__isnull=True) | Q(met_on__gt=period.ends_on)),
    )
    groups = [counts[name] for name in ("helped", "waiting") if counts[name]] or [counts["people"]]
    return IndicatorMeasure.ratio(counts["met"], counts["every"], rows=0, people=min(groups))


def _sessions(school: School, period: MeasurePeriod) -> MeasuredRows:
    """The sessions, never the people."""

    def row(session: TrainingSession) -> MeasuredRow:
        page = address("training:session_page", school.uai, session.pk)
        return MeasuredRow(session.title, page, session.day)

    return MeasuredRows(_held(school, period).order_by("day", "pk"), row)


register(INDICATOR_SOURCE)(IndicatorSource("FO1", _trained, _sessions, is_recounted=False))
register(INDICATOR_SOURCE)(IndicatorSource("FO2", _hours, _sessions, is_recounted=False))
register(INDICATOR_SOURCE)(IndicatorSource("FO3", _needs_met, is_recounted=False))
