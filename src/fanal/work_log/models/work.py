"""The log of one person's work for the mission: theirs alone, until they show some of it."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from fanal.accounts.models.roles import MANAGEMENT
from fanal.agenda.rules.codes import Activity
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.missions.rules.parts import BY_CODE
from fanal.work_log.rules.work import LONGEST, LONGEST_WORDS, SHORTEST, WorkLine

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

MANUAL = "manual"
KEPT = "2 années scolaires après la fin de l’année, puis supprimé"


class WorkEntryQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "WorkEntryQuerySet":
        """One's own, and nobody else's: what is shown goes through a share."""
        here = self.for_school(member.school)
        return here.filter(person=member.person) if member.person is not None else here.none()

    def of(self, person_id: int) -> "WorkEntryQuerySet":
        return self.filter(person=person_id)

    def between(self, first, last) -> "WorkEntryQuerySet":
        return self.filter(day__gte=first, day__lte=last)

    def counted(self) -> "WorkEntryQuerySet":
        """Without the lines that were put aside."""
        return self.filter(is_aside=False)

    def latest_first(self) -> "WorkEntryQuerySet":
        return self.order_by("-day", "source", "pk")


class WorkEntry(SchoolOwned):
    """One line: a day, some minutes, a kind of activity and maybe its part.

    `source` is the code of what knew it, with `reference` its line there; « manual » for what was written by
    hand. `count` is how many things it gathers. What was corrected is not written over by the next reading.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    day = models.DateField("quel jour")
    minutes = models.PositiveSmallIntegerField(
        "minutes", validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    activity = models.CharField(
        "activité",
        max_length=10,
        choices=Activity.choices(),
        error_messages={"blank": "Choisissez une activité."},
    )
    part = models.CharField("partie", max_length=20, blank=True)
    what = models.CharField(
        "quelques mots",
        max_length=LONGEST_WORDS,
        blank=True,
        help_text="Sans nom d’élève ni de collègue : ce carnet peut être montré.",
    )
    source = models.CharField("d’où", max_length=40, default=MANUAL)
    reference = models.CharField("repère", max_length=40)
    count = models.PositiveIntegerField("combien", default=0)
    is_corrected = models.BooleanField("corrigée", default=False)
    is_aside = models.BooleanField("écartée", default=False)

    objects = WorkEntryQuerySet.as_manager()

    # Neither hours nor words: the journal is read by others.
    JOURNALED = frozenset[str]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "person", "source", "reference"], name="work_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(SHORTEST, LONGEST)), name="work_entry_in_bounds"
            ),
            SameSchool("person"),
        ]
        indexes = [models.Index(fields=["school", "person", "day"], name="work_entry_by_day")]

    DATA = DataMap("prouver son travail pour la mission", "ce qu’une personne a fait, minutes", KEPT)
    JOURNAL_NAME = "missions.workentry"

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        return self.what or (BY_CODE[self.part].label if self.part else self.get_activity_display())

    @property
    def is_manual(self) -> bool:
        return self.source == MANUAL

    @property
    def line(self) -> WorkLine:
        return WorkLine(self.activity, self.part, self.minutes)


class WorkDefault(SchoolOwned):
    """What one person counts for each thing of a source, in the place of the duration that Fanal proposes."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    source = models.CharField("d’où", max_length=40)
    minutes = models.PositiveSmallIntegerField("minutes")

    JOURNALED = frozenset[str]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "person", "source"], name="work_default_once"),
            models.CheckConstraint(
                condition=Q(minutes__range=(SHORTEST, LONGEST)), name="work_default_in_bounds"
            ),
            SameSchool("person"),
        ]

    DATA = DataMap("compter son travail à sa mesure", "durées choisies par une personne", "avec le carnet")
    JOURNAL_NAME = "missions.workdefault"

    def __str__(self) -> str:
        return self.source


class WorkShareQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "WorkShareQuerySet":
        """One's own; for the management, those that somebody shows them today."""
        here = self.for_school(member.school)
        if member.person is None:
            return here.none()
        own = Q(person=member.person)
        return here.filter(own | Q(ended_at__isnull=True)) if member.has(*MANAGEMENT) else here.filter(own)

    def going_on(self) -> "WorkShareQuerySet":
        return self.filter(ended_at__isnull=True)


class WorkShare(SchoolOwned):
    """« Je montre ces jours à la direction » : sums alone, or every line, until the person takes it back."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    first_day = models.DateField("du")
    last_day = models.DateField("au")
    with_detail = models.BooleanField("ligne à ligne", default=False)
    shared_at = models.DateTimeField("partagé le")
    ended_at = models.DateTimeField("repris le", null=True, blank=True)

    objects = WorkShareQuerySet.as_manager()

    JOURNALED = frozenset({"with_detail", "ended_at"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="work_share_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["school", "person", "first_day", "last_day"],
                name="work_share_once",
                condition=Q(ended_at__isnull=True),
            ),
            SameSchool("person"),
        ]

    DATA = DataMap("montrer son travail à la direction", "qui montre quels jours", KEPT)
    JOURNAL_NAME = "missions.workshare"

    def __str__(self) -> str:
        return f"du {self.first_day:%d/%m/%Y} au {self.last_day:%d/%m/%Y}"

    @property
    def is_going_on(self) -> bool:
        return self.ended_at is None
