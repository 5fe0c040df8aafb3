"""A subject that people of the school may ask to learn."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.training.rules.skills import skill_choices, skills_words, staff_choices, staff_words

TEAM_RETENTION = "vie de l’établissement"


class TrainingSubjectQuerySet(SchoolOwnedQuerySet):
    def offered(self) -> "TrainingSubjectQuerySet":
        return self.filter(is_offered=True)


class TrainingSubject(SchoolOwned):
    """What people of the school may ask to learn, tagged with what it makes one better at."""

    name = models.CharField(
        "sujet",
        max_length=80,
        help_text="Par exemple « Évaluer avec le numérique ».",
        error_messages={"blank": "Donnez le sujet en quelques mots."},
    )
    skills = ArrayField(
        models.CharField(max_length=3, choices=skill_choices()),
        verbose_name="compétences du CRCN",
        default=list,
        blank=True,
    )
    staff_domains = ArrayField(
        models.CharField(max_length=2, choices=staff_choices()),
        verbose_name="domaines du CRCN-Édu",
        default=list,
        blank=True,
    )
    is_offered = models.BooleanField("proposé aux collègues", default=True)

    objects = TrainingSubjectQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="training_subject_once")]

    DATA = DataMap("rapprocher les besoins de formation", "none", TEAM_RETENTION)
    JOURNAL_NAME = "training.subject"

    def __str__(self) -> str:
        return self.name

    @property
    def skills_words(self) -> str:
        return skills_words(self.skills)

    @property
    def staff_words(self) -> str:
        return staff_words(self.staff_domains)
