"""How a school alternates its weeks A and B."""

from datetime import date

from django.db import models
from django.db.models import Q

from fanal.accounts.models import School
from fanal.core.database.prepared import prepared
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned
from fanal.timetable.rules.weeks import Alternation, week_letter
from fanal.year.rules.delays import WorkingCalendar

WAYS = [
    (Alternation.NONE.value, "Toutes les semaines sont pareilles"),
    (Alternation.EVEN.value, "Semaine A : semaines paires du calendrier"),
    (Alternation.ODD.value, "Semaine A : semaines impaires du calendrier"),
    (Alternation.LESSONS.value, "Une semaine sur deux, sans compter les vacances"),
]


class WeekAlternation(SchoolOwned):
    """One a school; a school without a row does not alternate."""

    way = models.CharField("semaines A et B", max_length=10, choices=WAYS, default=Alternation.NONE)
    first_day = models.DateField(
        "un jour de la première semaine A",
        null=True,
        blank=True,
        help_text="Seulement si les vacances ne comptent pas.",
    )

    class Meta:
        app_label = "bookings"
        constraints = [
            models.UniqueConstraint(fields=["school"], name="week_alternation_once"),
            models.CheckConstraint(
                condition=~Q(way="lessons") | Q(first_day__isnull=False), name="week_alternation_has_a_start"
            ),
        ]

    DATA = DataMap("dire les semaines A et B", "none", "vie de l’établissement")
    JOURNAL_NAME = "bookings.week_alternation"
    JOURNALED = frozenset({"way", "first_day"})

    def __str__(self) -> str:
        return self.get_way_display()

    def letter(self, day: date, calendar: WorkingCalendar) -> str:
        return week_letter(day, Alternation(self.way), first=self.first_day, is_open=calendar.is_working)


@prepared
def _alternation(school_id: int) -> "models.QuerySet[WeekAlternation]":
    return WeekAlternation.objects.for_school(school_id)[:1]


def alternation_of(school: School) -> WeekAlternation:
    """Its own, or one that does not alternate."""
    return _alternation.first(school.pk) or WeekAlternation(school=school)
