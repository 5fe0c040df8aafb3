"""School holidays as data: official dates, one row a zone, editable where the source is not certain."""

from django.db import models

from fanal.accounts.models.organisation import School
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned


class Holiday(models.Model):
    """A closed period of one zone, from `first_day` (no class) to `back_on` (class again)."""

    zone = models.CharField("zone", max_length=1, choices=School.Zone)
    school_year = models.CharField("année scolaire", max_length=9)
    name = models.CharField("nom", max_length=60)
    first_day = models.DateField("premier jour sans classe")
    back_on = models.DateField("jour de la reprise")
    source = models.CharField("source", max_length=120, blank=True)
    is_certain = models.BooleanField("date officielle", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "school_year", "name"], name="holiday_once"),
            models.CheckConstraint(
                condition=models.Q(back_on__gt=models.F("first_day")), name="holiday_in_order"
            ),
        ]

    DATA = DataMap("compter les délais", "none", "vie de l’installation")
    JOURNAL_NAME = "accounts.holiday"

    def __str__(self) -> str:
        return f"{self.name} {self.school_year} ({self.zone})"


class SchoolHoliday(SchoolOwned):
    """A closed period as this school keeps it: it takes the place of the national one of the same name.

    `source`: the official file that it came from; blank when somebody of the school wrote it. It is not
    certain while the file does not publish its end.
    """

    school_year = models.CharField("année scolaire", max_length=9)
    name = models.CharField("nom", max_length=60, help_text="Par exemple « Vacances de Noël ».")
    first_day = models.DateField("premier jour sans classe")
    back_on = models.DateField("jour de la reprise")
    source = models.CharField("source", max_length=120, blank=True, default="")
    is_certain = models.BooleanField("date certaine", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "name"], name="school_holiday_once"),
            models.CheckConstraint(
                condition=models.Q(back_on__gt=models.F("first_day")), name="school_holiday_in_order"
            ),
        ]

    DATA = DataMap("compter les délais", "none", "vie de l’établissement")
    JOURNAL_NAME = "accounts.schoolholiday"

    def __str__(self) -> str:
        return f"{self.name} {self.school_year}"
