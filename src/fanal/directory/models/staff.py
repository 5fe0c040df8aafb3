"""What a member of the staff does in one school year, as the sources say; their rights here are elsewhere."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class StaffYear(SchoolOwned):
    """Functions (codes of the AAF: ENS, DOC, DIR, EDU…), classes and groups taught, classes led.

    It gives no right in Fanal: rights come from `Membership` alone.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="years")
    school_year = models.CharField("année scolaire", max_length=9)
    functions = ArrayField(models.CharField(max_length=40), verbose_name="fonctions", default=list)
    classes = ArrayField(models.CharField(max_length=20), verbose_name="classes", default=list)
    groups = ArrayField(models.CharField(max_length=40), verbose_name="groupes", default=list)
    heads = ArrayField(models.CharField(max_length=20), verbose_name="professeur principal de", default=list)
    subjects = ArrayField(models.CharField(max_length=40), verbose_name="matières", default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person", "school_year"], name="one_staff_year"),
            SameSchool("person"),
        ]

    DATA = DataMap("savoir qui enseigne quoi à qui", "vie professionnelle", "départ + 1 an")
    JOURNAL_NAME = "directory.staffyear"

    def __str__(self) -> str:
        return f"{self.school_year}"
