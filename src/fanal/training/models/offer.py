"""A training that exists somewhere: in the plan of the académie, online, in the school, with a colleague."""

from django.db import models

from fanal.core.pages.search import holding, words_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.training.models.subject import TEAM_RETENTION, TrainingSubject
from fanal.training.rules.need import NeedLevel
from fanal.training.rules.orientation import OfferKind


class TrainingOfferQuerySet(SchoolOwnedQuerySet):
    searched = ("title", "organiser")

    def offered(self) -> "TrainingOfferQuerySet":
        return self.filter(is_open=True)

    def matching(self, typed: str) -> "TrainingOfferQuerySet":
        return holding(self, typed, *self.searched) if words_of(typed) else self


class TrainingOffer(SchoolOwned):
    """What the team knows of it: for whom, when in words, and where one enrols."""

    title = models.CharField("titre", max_length=120, error_messages={"blank": "Donnez le titre."})
    kind = models.CharField("sorte", max_length=9, choices=OfferKind.choices(), default=OfferKind.WORKSHOP)
    subject = models.ForeignKey(
        TrainingSubject,
        models.PROTECT,
        verbose_name="sujet",
        related_name="offers",
        error_messages={"blank": "Choisissez le sujet : c’est par lui qu’une personne la trouve."},
    )
    level = models.CharField("niveau", max_length=8, choices=NeedLevel.choices(), blank=True)
    organiser = models.CharField("organisée par", max_length=80, blank=True)
    when_words = models.CharField(
        "quand",
        max_length=120,
        blank=True,
        help_text="« le jeudi de 12 h 30 à 13 h », « inscriptions en mars ».",
    )
    duration_words = models.CharField(
        "durée", max_length=40, blank=True, help_text="« 6 h », « à son rythme »."
    )
    address = models.URLField("adresse pour s’inscrire", max_length=300, blank=True)
    is_open = models.BooleanField("proposée aux collègues", default=True)

    objects = TrainingOfferQuerySet.as_manager()

    class Meta:
        constraints = [SameSchool("subject")]

    DATA = DataMap("orienter vers une formation", "none", TEAM_RETENTION)
    JOURNAL_NAME = "training.offer"

    def __str__(self) -> str:
        return self.title
