"""When a référent is away, who answers; and the hours at which one finds them. Never a reason."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.core.text.french import WEEKDAYS, full_day
from fanal.missions.rules.absence import hour_words

PURPOSE = "dire qui répond à la place de qui"
WEEKDAY_CHOICES = [(rank, day.capitalize()) for rank, day in enumerate(WEEKDAYS[:6])]


class AbsenceQuerySet(SchoolOwnedQuerySet):
    def on(self, day: date) -> "AbsenceQuerySet":
        return self.filter(first_day__lte=day, last_day__gte=day)

    def meeting(self, first: date, last: date) -> "AbsenceQuerySet":
        """Those with a day in common with this period."""
        return self.filter(first_day__lte=last, last_day__gte=first)

    def not_over(self, day: date) -> "AbsenceQuerySet":
        return self.filter(last_day__gte=day)


class Absence(SchoolOwned):
    """Both days included: it ends by itself the day after the last."""

    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, verbose_name="qui est absent", related_name="+"
    )
    first_day = models.DateField("premier jour")
    last_day = models.DateField("dernier jour", help_text="L’absence finit d’elle-même le lendemain.")
    substitute = models.ForeignKey(
        "accounts.Person",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="qui répond",
        related_name="+",
        help_text="Cette personne en est prévenue. Elle n’a aucun droit de plus dans Fanal.",
    )
    answers_from = models.DateField("réponse à partir du", null=True, blank=True)
    said_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_in_order"),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    ("school", "="),
                    ("person", "="),
                    (Func("first_day", "last_day", Value("[]"), function="daterange"), "&&"),
                ],
            ),
            SameSchool("person"),
            SameSchool("substitute"),
            SameSchool("said_by"),
        ]

    DATA = DataMap(PURPOSE, "jours d’absence, sans motif", "30 jours après la fin")
    JOURNAL_NAME = "missions.absence"

    def meets(self, other: "Absence") -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def __str__(self) -> str:
        return f"du {full_day(self.first_day)} au {full_day(self.last_day)}"


class PresenceHour(SchoolOwned):
    """An hour of the week at which somebody is really there, and where."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField("jour", choices=WEEKDAY_CHOICES)
    starts = models.TimeField("de")
    ends = models.TimeField("à")
    place = models.CharField("où", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="presence_in_order"),
            models.UniqueConstraint(
                fields=["school", "person", "weekday", "starts"], name="presence_hour_once"
            ),
            SameSchool("person"),
        ]

    DATA = DataMap("trouver les référents", "heures de présence", "jusqu’au départ")
    JOURNAL_NAME = "missions.presencehour"

    def __str__(self) -> str:
        return hour_words(self.weekday, self.starts, self.ends, self.place)
