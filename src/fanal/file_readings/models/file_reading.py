"""A file that one person brought and that is read after the answer: how far it is, and what became of it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from fanal.accounts.models import Person
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

LATE = timedelta(minutes=2)  # without a word of the background work


class FileReadings(SchoolOwnedQuerySet):
    def brought_by(self, person: Person | None) -> Self:
        """Nothing for a partner, who is nobody of the school."""
        return self.filter(asked_by=person)

    def in_flight(self) -> Self:
        return self.filter(state__in=FileReading.IN_FLIGHT)

    def without_content(self) -> Self:
        """For pages: the bytes of the file stay where they are."""
        return self.defer("content")


class FileReading(SchoolOwned):
    """The file waits here, whole, while it is in flight, and no longer: the database itself says so."""

    class State(models.TextChoices):
        WAITING = "waiting", "En attente"
        READING = "reading", "Lecture en cours"
        PREPARING = "preparing", "Aperçu en préparation"
        READ = "read", "Lu"
        STOPPED = "stopped", "Pas lu"

    IN_FLIGHT = (State.WAITING, State.READING, State.PREPARING)

    kind = models.CharField("sorte", max_length=20)
    about = models.PositiveBigIntegerField("ce que nomme son adresse", null=True)  # a service
    name = models.CharField("fichier", max_length=120)
    size = models.PositiveIntegerField("taille, en octets")
    content = models.BinaryField("contenu scellé, le temps de le lire", null=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.WAITING)
    lines = models.PositiveIntegerField("lignes lues", default=0)
    total = models.PositiveIntegerField("lignes du fichier", null=True)
    attempts = models.PositiveSmallIntegerField("lectures commencées", default=0)
    reasons = models.JSONField("raisons du refus", default=list)
    leads_to = models.CharField("adresse de l’aperçu", max_length=200, blank=True)
    asked_by = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField("déposé le")
    moved_at = models.DateTimeField("avancé le")

    objects = FileReadings.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "asked_by"],
                condition=Q(state__in=["waiting", "reading", "preparing"]),
                name="file_reading_one_in_flight",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "preparing"], content__isnull=False)
                | (~Q(state__in=["waiting", "reading", "preparing"]) & Q(content__isnull=True)),
                name="file_reading_keeps_its_file_no_longer",
            ),
            SameSchool("asked_by"),
        ]
        indexes = [models.Index(fields=["school", "asked_by", "-asked_at"], name="file_reading_latest")]

    DATA = DataMap(
        "lire un fichier long sans faire attendre",
        "ce que contient le fichier, le temps de le lire ; qui l’a déposé",
        "effacé dès qu’il est lu, au plus tard un jour après ; ce qu’il est devenu : 30 jours",
    )
    JOURNAL_NAME = "file_readings.filereading"

    def __str__(self) -> str:
        return self.name

    @property
    def bound(self) -> str:
        """What its content is sealed for."""
        return f"{self.school_id} {self.asked_by_id} {self.kind} {self.name}"

    @property
    def place(self) -> list[int]:
        """What stands in the address where the file was brought, after the school."""
        return [] if self.about is None else [self.about]

    @property
    def is_in_flight(self) -> bool:
        return self.state in self.IN_FLIGHT

    @property
    def has_begun_again(self) -> bool:
        return self.attempts > 1

    def is_still(self, now: datetime) -> bool:
        """Nothing was said of it for long: it waits for another one, prepares much, or nobody works."""
        return self.is_in_flight and now - self.moved_at > LATE
