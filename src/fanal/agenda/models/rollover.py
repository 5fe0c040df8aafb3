"""The opening of a school year: when, by whom, what was checked, and the figures of the year that ends."""

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class YearRollover(SchoolOwned):
    """`school_year` was opened in this school. The row is the fact: without it the year is not opened."""

    school_year = models.CharField("année scolaire", max_length=9)
    opened_at = models.DateTimeField("ouverte le")
    opened_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    tasks = models.PositiveIntegerField("tâches créées", default=0)
    # Set by the action: this press opened it, or found it open.
    is_new: bool = False

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year"], name="year_opened_once"),
            SameSchool("opened_by"),
        ]

    DATA = DataMap("savoir quand une année a été ouverte", "par qui", "2 ans, puis anonymisée")
    JOURNAL_NAME = "missions.yearswitch"

    def __str__(self) -> str:
        return self.school_year


class RolloverStep(SchoolOwned):
    """Somebody ticked one step of the rollover to `school_year`. `code` is one of `rules.rollover`."""

    school_year = models.CharField("année scolaire", max_length=9)
    code = models.CharField("étape", max_length=20)
    done_at = models.DateTimeField("cochée le")
    done_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "code"], name="switch_step_once"),
            SameSchool("done_by"),
        ]

    DATA = DataMap("préparer l’année à plusieurs", "par qui", "2 ans, puis anonymisée")
    JOURNAL_NAME = "missions.switchstep"

    def __str__(self) -> str:
        return f"{self.code} {self.school_year}"


class YearFigure(SchoolOwned):
    """A figure of a year as it was kept when the year ended: nothing that comes later changes it.

    `value` is in hours for a delay; `basis` is how many facts it rests on.
    """

    school_year = models.CharField("année scolaire", max_length=9)
    code = models.CharField("chiffre", max_length=40)
    value = models.DecimalField("valeur", max_digits=12, decimal_places=2)
    basis = models.PositiveIntegerField("sur combien de faits")
    kept_on = models.DateField("relevé le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "code"], name="year_figure_once")
        ]

    DATA = DataMap("comparer une année à la suivante", "none", "vie de l’établissement")
    JOURNAL_NAME = "missions.yearfigure"

    def __str__(self) -> str:
        return f"{self.code} {self.school_year}"
