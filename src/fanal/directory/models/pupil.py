"""A pupil, and their year in the school. No pupil is a `Person`: no list of the staff can show a minor."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q

from fanal.core.pages.search import holding, words_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.year.rules.years import SchoolYear

RETENTION = "3 mois après le départ"


def here_until_summer(lessons_end_on: date, day: date, prefix: str = "") -> Q:
    """Not gone that day, or after the lessons of that year: its lists stay readable once they have gone."""
    return (
        Q(**{f"{prefix}left_on__isnull": True})
        | Q(**{f"{prefix}left_on__gt": lessons_end_on})
        | Q(**{f"{prefix}left_on__gt": day})
    )


class PupilQuerySet(SchoolOwnedQuerySet):
    def by_name(self) -> "PupilQuerySet":
        """As a French list sorts: accents and case do not count."""
        return self.order_by(
            Func("family_name", function="sort_key"), Func("given_name", function="sort_key"), "pk"
        )

    def named(self, typed: str) -> "PupilQuerySet":
        """Those whose name holds each word, accents and case aside."""
        return holding(self, typed, "given_name", "family_name") if words_of(typed) else self

    def present(self, day: date) -> "PupilQuerySet":
        """Here that day: a day of leaving that is known beforehand is the first on which they are not."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def staying(self) -> "PupilQuerySet":
        """Those of whom no day of leaving is known, past or to come."""
        return self.filter(left_on__isnull=True)

    def of_year(self, year: SchoolYear, day: date, **followed: object) -> "PupilQuerySet":
        """Those of a year that day, or until its lessons ended, whatever became of them in the summer.

        `followed` narrows their enrolment of that year, in the same condition: another would look at
        another of their years.
        """
        enrolled = {f"enrolments__{name}": value for name, value in followed.items()}
        return self.filter(
            here_until_summer(year.lessons_end_on, day), enrolments__school_year=year.label, **enrolled
        )

    def gone(self, day: date) -> "PupilQuerySet":
        """Those who have left that day and are still kept."""
        return self.filter(left_on__lte=day)


class Pupil(SchoolOwned):
    """A pupil as this school knows them: a name, a birth date to tell two namesakes apart, and no more."""

    family_name = models.CharField("nom", max_length=60)
    given_name = models.CharField("prénom", max_length=60)
    born = models.DateField("date de naissance", null=True, blank=True)
    left_on = models.DateField("parti le", null=True, blank=True)

    objects = PupilQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "family_name", "given_name"], name="pupil_by_name")]

    DATA = DataMap("savoir à qui vont comptes et matériel", "identité de mineurs", RETENTION)
    JOURNAL_NAME = "directory.pupil"

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Enrolment(SchoolOwned):
    """What a pupil follows in one school year: the class and the groups by their codes of that year."""

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="enrolments")
    school_year = models.CharField("année scolaire", max_length=9)
    class_code = models.CharField("classe", max_length=20, blank=True)
    level = models.CharField("niveau (MEF)", max_length=20, blank=True)
    groups = ArrayField(models.CharField(max_length=40), verbose_name="groupes", default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "pupil", "school_year"], name="one_enrolment_a_year"),
            SameSchool("pupil"),
        ]
        indexes = [
            models.Index(
                fields=["school", "school_year", "class_code"],
                name="enrolled_in",
                condition=~Q(class_code=""),
            )
        ]

    DATA = DataMap("savoir à qui vont comptes et matériel", "scolarité de mineurs", RETENTION)
    JOURNAL_NAME = "directory.enrolment"

    def __str__(self) -> str:
        return f"{self.class_code} {self.school_year}"
