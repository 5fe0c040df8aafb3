"""What each source last said of someone or something: the memory that makes the same file change nothing."""

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.directory.models.pupil import Pupil


class SourceRecord(SchoolOwned):
    """One thing as one source said it last. `print` stands for `content`; `key` is the source's own number.

    An AAF names schools by numbers of its own: ours is known too, and the words of levels and subjects.
    A pupil or a person may be known by several sources, each with its key: they are one all the same.
    """

    class Kind(models.TextChoices):
        PUPIL = "pupil", "Élève"
        STAFF = "staff", "Personnel"
        CLASS = "class", "Classe"
        GROUP = "group", "Groupe"
        SCHOOL = "school", "Établissement"
        LEVEL = "level", "Niveau (MEF)"
        SUBJECT = "subject", "Matière"

    source = models.CharField("source", max_length=12)
    kind = models.CharField("sorte", max_length=8, choices=Kind)
    key = models.CharField("numéro dans la source", max_length=80)
    print = models.CharField("empreinte", max_length=16)
    content = models.JSONField("ce qui était dit", default=dict)
    school_year = models.CharField("année scolaire", max_length=9)
    seen_on = models.DateField("vu le")
    gone_on = models.DateField("absent depuis", null=True)
    pupil = models.ForeignKey(Pupil, models.CASCADE, null=True, related_name="known_as")
    person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, related_name="known_as")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "source", "kind", "key"], name="known_once"),
            models.CheckConstraint(
                condition=Q(kind="pupil", pupil__isnull=False, person__isnull=True)
                | Q(kind="staff", pupil__isnull=True, person__isnull=False)
                | Q(
                    kind__in=["class", "group", "school", "level", "subject"],
                    pupil__isnull=True,
                    person__isnull=True,
                ),
                name="known_is_of_its_kind",
            ),
            SameSchool("pupil"),
            SameSchool("person"),
        ]
        indexes = [
            models.Index(fields=["school", "pupil"], name="known_of_pupil"),
            models.Index(fields=["school", "person"], name="known_of_person"),
        ]

    DATA = DataMap(
        "retrouver la même personne d’un fichier à l’autre", "identité, de mineurs aussi", "avec la personne"
    )
    JOURNAL_NAME = "directory.known"

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
