"""Classes (« divisions ») and groups of one school year."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned

A_YEAR = DataMap("nommer classes et groupes", "none", "vie de l’établissement")


class SchoolClass(SchoolOwned):
    """A class: « 6A ». The same code in another year is another class."""

    school_year = models.CharField("année scolaire", max_length=9)
    code = models.CharField("code", max_length=20)
    label = models.CharField("intitulé", max_length=80, blank=True)
    levels = ArrayField(models.CharField(max_length=20), verbose_name="niveaux (MEF)", default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "code"], name="class_once_a_year")
        ]

    DATA = A_YEAR
    JOURNAL_NAME = "directory.schoolclass"

    def __str__(self) -> str:
        return self.code


class TeachingGroup(SchoolOwned):
    """A group, of pupils of one or several classes: « 6LATIN »."""

    school_year = models.CharField("année scolaire", max_length=9)
    code = models.CharField("code", max_length=40)
    label = models.CharField("intitulé", max_length=80, blank=True)
    classes = ArrayField(models.CharField(max_length=20), verbose_name="classes", default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "code"], name="group_once_a_year")
        ]

    DATA = A_YEAR
    JOURNAL_NAME = "directory.teachinggroup"

    def __str__(self) -> str:
        return self.code
