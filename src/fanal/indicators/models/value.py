"""The value of an indicator over a period: both sides of the formula, never a rate alone."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from fanal.accounts.models.roles import TEAM
from fanal.core.labelled import Labelled
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.indicators.models.indicator import Indicator
from fanal.indicators.rules.figure import KeptFigure
from fanal.year.rules.periods import MeasurePeriod, period_named

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


ANOTHER_FORMULA = "Cette valeur est celle d’une formule d’avant : celle d’aujourd’hui ne la dit pas."


class ValueSource(Labelled):
    """How a value came."""

    COMPUTED = "computed", "Compté par Fanal"
    TYPED = "typed", "Saisi"
    IMPORTED = "imported", "Importé d’un fichier"


class IndicatorValueQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "IndicatorValueQuerySet":
        """The same people as the indicator itself."""
        here = self.for_school(member.school)
        return here if member.has(*TEAM) else here.none()

    def in_time(self) -> "IndicatorValueQuerySet":
        return self.order_by("indicator_id", "starts_on", "ends_on")


class IndicatorValue(SchoolOwned):
    """`period`: the code of a part of a year (`year.rules.periods`); its days are kept beside it.

    `people`, `counts_people`, `whose`, `parts`: as the measure says them
    (`measures.reading.indicators.IndicatorMeasure`). `is_of_one` stays when the name of `whose` goes.
    `version`: of the definition it was counted with.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    period = models.CharField("période", max_length=16)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    numerator = models.DecimalField("nombre du haut", max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("nombre du bas", max_digits=16, decimal_places=4, null=True, blank=True)
    rows = models.PositiveIntegerField("lignes comptées", default=0)
    people = models.PositiveIntegerField("personnes", null=True)
    counts_people = models.BooleanField("compte des personnes", default=False)
    reason = models.CharField("pourquoi il n’y a pas de valeur", max_length=200, blank=True)
    parts = models.JSONField("détail", default=list, blank=True)
    source = models.CharField("origine", max_length=8, choices=ValueSource.choices())
    version = models.CharField("version", max_length=12)
    is_of_one = models.BooleanField("travail d’une seule personne", default=False)
    whose = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    written_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    measured_at = models.DateTimeField("mesuré le")

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "period"], name="indicator_value_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="indicator_value_days_in_order"
            ),
            SameSchool("indicator"),
            SameSchool("whose"),
            SameSchool("written_by"),
        ]

    DATA = DataMap(
        "suivre le numérique de l’établissement",
        "le travail d’un seul référent, s’il est seul ; qui a saisi",
        "vie de l’établissement, sans nom après 5 ans",
    )
    JOURNAL_NAME = "indicators.value"
    # Never its two numbers: they may be of a group that no page shows.
    JOURNALED = frozenset({"period", "source", "version", "measured_at"})

    def __str__(self) -> str:
        return f"{self.indicator}, {self.moment.label}"

    @property
    def moment(self) -> MeasurePeriod:
        """Its period, whose code Fanal wrote itself."""
        period = period_named(self.period)
        assert period is not None, self.period
        return period

    @property
    def measured_over(self) -> MeasurePeriod:
        """Its period up to the day on which it was measured: the rows that were counted, and no later one."""
        return replace(self.moment, until=self.measured_on)

    @property
    def measured_on(self) -> date:
        """The day at the school."""
        return self.measured_at.astimezone(self.school.zone_info).date()

    @property
    def is_counted_here(self) -> bool:
        """Fanal counted it: nobody types over it. What it could not count, one may type."""
        return self.source == ValueSource.COMPUTED and self.numerator is not None and not self.reason

    @property
    def is_of_another_formula(self) -> bool:
        """The school has changed its own formula since: today's would restate both numbers."""
        return self.indicator.is_own and self.version.split(".")[0] != str(self.indicator.formula_version)

    @property
    def figure(self) -> KeptFigure:
        """Both sides; of people where the definition says so, also when it says so later."""
        if self.is_of_another_formula:
            return KeptFigure(None, reason=ANOTHER_FORMULA)
        definition, people = self.indicator.definition, self.people
        if people is None and definition.is_of_people and self.denominator is not None:
            people = int(self.denominator)
        counts_people = self.counts_people or definition.counts_people
        return KeptFigure(self.numerator, self.denominator, people, counts_people, self.reason)
