"""Two records that somebody joined, or said to be two people."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

DATA = DataMap(
    "réunir les fiches d’une même personne, et pouvoir les séparer",
    "identité, de mineurs aussi",
    "avec la personne",
)


class RecordMergeQuerySet(SchoolOwnedQuerySet):
    def standing(self) -> "RecordMergeQuerySet":
        return self.filter(undone_at__isnull=True)


class RecordMerge(SchoolOwned):
    """A record that went into another. What separating them needs is kept here, and goes with the person.

    `was`: both records before (`kept`, `gone`: fields, years, numbers in the sources); `left`: the record
    afterwards, to see whether something changed it since; `moved`: model -> ids that were the gone record's.
    """

    pupil = models.ForeignKey("directory.Pupil", models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, related_name="+")
    gone_number = models.BigIntegerField("fiche réunie")
    was = models.JSONField("avant", default=dict)
    left = models.JSONField("après", default=dict)
    moved = models.JSONField("ce qui a suivi", default=dict)
    joined_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    joined_at = models.DateTimeField("réunies le")
    undone_at = models.DateTimeField("séparées le", null=True)

    objects = RecordMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pupil__isnull=False, person__isnull=True)
                | Q(pupil__isnull=True, person__isnull=False),
                name="joined_of_one_sort",
            ),
            SameSchool("pupil"),
            SameSchool("person"),
            SameSchool("joined_by"),
        ]
        indexes = [
            models.Index(fields=["school", "pupil"], name="joined_into_pupil"),
            models.Index(fields=["school", "person"], name="joined_into_person"),
        ]

    DATA = DATA
    JOURNAL_NAME = "directory.joined"

    def __str__(self) -> str:
        return f"{self.gone_number}"

    @property
    def name_before(self) -> str:
        fields = self.was["gone"]["fields"]
        return f"{fields['given_name']} {fields['family_name']}"


class NotDuplicate(SchoolOwned):
    """Somebody said that these two are two people: nobody is asked again. The smaller number stands first."""

    pupil = models.ForeignKey("directory.Pupil", models.CASCADE, null=True, related_name="+")
    other_pupil = models.ForeignKey("directory.Pupil", models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, related_name="+")
    other_person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, related_name="+")
    said_on = models.DateField("dit le")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    pupil__isnull=False,
                    other_pupil__isnull=False,
                    person__isnull=True,
                    other_person__isnull=True,
                )
                | Q(
                    pupil__isnull=True,
                    other_pupil__isnull=True,
                    person__isnull=False,
                    other_person__isnull=False,
                ),
                name="two_people_of_one_sort",
            ),
            models.UniqueConstraint(fields=["school", "pupil", "other_pupil"], name="two_pupils_once"),
            models.UniqueConstraint(fields=["school", "person", "other_person"], name="two_persons_once"),
            SameSchool("pupil"),
            SameSchool("other_pupil"),
            SameSchool("person"),
            SameSchool("other_person"),
        ]

    DATA = DataMap("ne pas redemander si deux personnes n’en font qu’une", "lien", "avec la personne")
    JOURNAL_NAME = "directory.twopeople"

    def __str__(self) -> str:
        return f"{self.pupil_id or self.person_id} / {self.other_pupil_id or self.other_person_id}"
