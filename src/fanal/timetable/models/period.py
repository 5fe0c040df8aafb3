"""The lesson periods of a school, weekday by weekday."""

from django.db import models
from django.db.models import F, Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned
from fanal.timetable.rules.periods import WEEKDAYS, Period, clock


class LessonPeriod(SchoolOwned):
    """One period of one weekday (0 for Monday), at the clock of the school."""

    weekday = models.PositiveSmallIntegerField("jour", choices=list(enumerate(WEEKDAYS)))
    code = models.CharField("nom", max_length=6)
    starts = models.TimeField("début")
    ends = models.TimeField("fin")

    class Meta:
        app_label = "bookings"
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["school", "weekday", "code"], name="lesson_period_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="lesson_period_in_order"),
        ]

    DATA = DataMap("dire les heures de cours", "none", "vie de l’établissement")
    JOURNAL_NAME = "bookings.lesson_period"

    def __str__(self) -> str:
        return f"{self.code}, {WEEKDAYS[self.weekday]} de {clock(self.starts)} à {clock(self.ends)}"

    @property
    def period(self) -> Period:
        return Period(self.weekday, self.starts, self.ends, self.code)
