"""« Point de la semaine »: what a référent proposes to the head, and what was decided, line by line."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from fanal.accounts.models.roles import LEADERSHIP, Role
from fanal.core.forms.stale import version_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.missions.rules.point import LONGEST, LONGEST_WORD, TONES, PointAnswer, week_words

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

LIFE = "3 ans après l’envoi"
ANSWERED = ("answer", "word")


class WeekPoint(SchoolOwned):
    """Without `sent_at`, the only draft. Answers may change until the next one leaves (`closed_at`)."""

    number = models.PositiveIntegerField("numéro")
    monday = models.DateField("semaine du", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    sent_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField("remplacé le", null=True, blank=True)
    told_at = models.DateTimeField("réponses annoncées le", null=True, blank=True)

    JOURNALED = frozenset({"monday", "sent_at", "sent_by"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="week_point_number_once"),
            models.UniqueConstraint(fields=["school", "monday"], name="week_point_once_a_week"),
            models.UniqueConstraint(
                fields=["school"], condition=Q(sent_at__isnull=True), name="week_point_one_draft"
            ),
            SameSchool("sent_by"),
        ]

    DATA = DataMap("décider chaque semaine", "par qui", LIFE)
    JOURNAL_NAME = "missions.weekpoint"

    def __str__(self) -> str:
        return week_words(self.monday) if self.monday else "en préparation"

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def is_open(self) -> bool:
        """It left, and no other one left since."""
        return self.sent_at is not None and self.closed_at is None


class PointLineQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "PointLineQuerySet":
        """The management reads what was sent to it; a référent, what is being prepared too."""
        here = self.for_school(member.school)
        if member.person is None or not member.has(*LEADERSHIP):
            return here.none()
        return here if member.has(Role.DIGITAL_LEAD) else here.filter(point__sent_at__isnull=False)

    def current(self) -> "PointLineQuerySet":
        """Of the draft, and of the point that may be answered."""
        return self.filter(point__closed_at__isnull=True)

    def awaiting(self) -> "PointLineQuerySet":
        return self.current().filter(point__sent_at__isnull=False, answer="")

    def answered(self) -> "PointLineQuerySet":
        return self.exclude(answer="")


class PointLine(SchoolOwned):
    """One thing proposed. `origin`: the suggestion it came from, so that it is proposed once."""

    point = models.ForeignKey(WeekPoint, models.PROTECT, related_name="lines")
    text = models.CharField(
        "proposé", max_length=LONGEST, help_text=f"{LONGEST} caractères au plus : une chose à décider."
    )
    origin = models.CharField("repris de", max_length=40, blank=True)
    author = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField("écrite le")
    answer = models.CharField("réponse", max_length=6, choices=PointAnswer.choices(), blank=True)
    word = models.CharField("mot", max_length=LONGEST_WORD, blank=True)
    answered_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)

    objects = PointLineQuerySet.as_manager()

    JOURNALED = frozenset({"text", "answer", "word"})

    class Meta:
        constraints = [SameSchool("point"), SameSchool("author"), SameSchool("answered_by")]
        indexes = [models.Index(fields=["school", "point"], name="point_line_of_point")]

    DATA = DataMap("garder ce qui a été décidé", "par qui, mots", LIFE)
    JOURNAL_NAME = "missions.pointline"

    def __str__(self) -> str:
        return self.text

    @property
    def tone(self) -> str:
        return TONES[PointAnswer(self.answer)] if self.answer else ""

    @property
    def seen(self) -> str:
        """Changes with its answer."""
        return version_of(self, ANSWERED)
