"""An exam, a Pix session, an evaluation: rooms and cases held together, before everything else."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from fanal.bookings.rules.exam import MOST_CANDIDATES
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned

KINDS = [
    ("pix", "Certification Pix"),
    ("exam", "Examen ou brevet blanc"),
    ("test", "Évaluation"),
    ("other", "Autre"),
]


class Exam(SchoolOwned):
    """What it is and for how many; its rooms are `bookings` that name it."""

    name = models.CharField("nom", max_length=60)
    kind = models.CharField("nature", max_length=10, choices=KINDS, default="pix")
    day = models.DateField("jour")
    periods = models.CharField("créneaux", max_length=100)
    classes = models.CharField(
        "classes", max_length=120, blank=True, help_text="Par exemple « 3e A, 3e B » : aucun nom d’élève."
    )
    candidates = models.PositiveSmallIntegerField(
        "postes qu’il faut",
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CANDIDATES)],
        help_text="Autant que de candidats en même temps.",
    )
    is_cancelled = models.BooleanField("annulé", default=False)
    warned_at = models.DateTimeField("manque signalé le", null=True)
    made_at = models.DateTimeField("prévu le")

    class Meta:
        indexes = [models.Index(fields=["school", "day"], name="exam_by_day")]

    DATA = DataMap("prévoir un examen", "classes", "vie de l’établissement")
    JOURNAL_NAME = "bookings.exam"
    JOURNALED = frozenset({"name", "day", "periods", "candidates", "is_cancelled"})

    def __str__(self) -> str:
        return self.name
