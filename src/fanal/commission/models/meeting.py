"""A meeting: its agenda, who came, what was said, approved and corrected."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from fanal.accounts.models.roles import EVERYONE, TEAM
from fanal.commission.models.member import KEPT, CommissionMember
from fanal.commission.rules.meeting import (
    LONGEST_MINUTES,
    TO_COME,
    TOOK_PLACE,
    Attended,
    Circle,
    MeetingState,
    MinutesAudience,
)
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class MeetingQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "MeetingQuerySet":
        """The team sees all; a member, those of days when they sit; everybody, minutes published to all."""
        here = self.for_school(member.school)
        if member.person is None or not member.has(*EVERYONE):
            return here.none()
        if member.has(*TEAM):
            return here
        seats = CommissionMember.objects.for_school(OuterRef("school_id")).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("starts_at__date")),
            starts_on__lte=OuterRef("starts_at__date"),
        )
        sits = seats.filter(circle=OuterRef("circle"), person=member.person.pk)
        return here.filter(Exists(sits) | Q(audience=MinutesAudience.STAFF))

    def to_come(self) -> "MeetingQuerySet":
        return self.filter(state__in=TO_COME)

    def that_took_place(self) -> "MeetingQuerySet":
        return self.filter(state__in=TOOK_PLACE)

    def latest_first(self) -> "MeetingQuerySet":
        return self.order_by("-starts_at", "-number")


class Meeting(SchoolOwned):
    """One meeting. `frozen`: the data of the minutes as approved, with their `seal`; nothing changes them.

    `sequence` counts what was sent of it, as calendars want (RFC 5545, 3.8.7.4); `sent_seal`: what was sent.
    """

    number = models.PositiveIntegerField("numéro")
    circle = models.CharField("réunion", max_length=10, choices=Circle.choices(), default=Circle.COMMISSION)
    title = models.CharField(
        "objet",
        max_length=120,
        help_text="Par exemple « Bilan du premier trimestre ».",
        error_messages={"blank": "Donnez l’objet de la réunion."},
    )
    partner = models.CharField(
        "avec qui", max_length=120, blank=True, help_text="Le service ou l’organisme rencontré."
    )
    starts_at = models.DateTimeField("quand")
    length = models.PositiveSmallIntegerField(
        "durée, en minutes",
        default=60,
        validators=[MinValueValidator(15), MaxValueValidator(LONGEST_MINUTES)],
    )
    place = models.CharField("où", max_length=120, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=MeetingState.choices(), default=MeetingState.PLANNED
    )
    sequence = models.PositiveSmallIntegerField("envois", default=0, editable=False)
    sent_seal = models.CharField("ce qui a été envoyé", max_length=16, default="", editable=False)
    convened_at = models.DateTimeField("convoquée le", null=True, editable=False)
    approved_at = models.DateTimeField("approuvé le", null=True, editable=False)
    approved_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, editable=False, related_name="+"
    )
    frozen = models.JSONField("compte rendu approuvé", null=True, editable=False)
    seal = models.CharField("empreinte", max_length=64, default="", editable=False)
    audience = models.CharField(
        "qui lit le compte rendu", max_length=8, choices=MinutesAudience.choices(), blank=True, default=""
    )
    published_at = models.DateTimeField("publié le", null=True, editable=False)

    objects = MeetingQuerySet.as_manager()
    JOURNALED = frozenset(
        {
            "circle",
            "title",
            "partner",
            "starts_at",
            "length",
            "place",
            "state",
            "sequence",
            "seal",
            "audience",
        }
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="meeting_number_once"),
            models.CheckConstraint(
                condition=(Q(state="approved") & Q(approved_at__isnull=False) & ~Q(seal=""))
                | (~Q(state="approved") & Q(approved_at__isnull=True) & Q(seal="")),
                name="meeting_approved_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(audience="") | Q(state="approved"), name="meeting_published_once_approved"
            ),
            SameSchool("approved_by"),
        ]
        indexes = [models.Index(fields=["school", "circle", "starts_at"], name="meeting_by_day")]

    DATA = DataMap("réunir la commission numérique", "noms dans le compte rendu", KEPT)
    JOURNAL_NAME = "commission.meeting"
    FROZEN = Frozen(
        ("state", "approved_at", "approved_by_id", "frozen", "seal"), when="approved_at IS NOT NULL"
    )

    def __str__(self) -> str:
        return f"Réunion n° {self.number}"

    @property
    def local_start(self) -> datetime:
        """When it begins, on the clock of its school."""
        return self.starts_at.astimezone(self.school.zone_info)

    @property
    def day(self) -> date:
        return self.local_start.date()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.length)

    @property
    def is_to_come(self) -> bool:
        return self.state in TO_COME

    @property
    def is_being_written(self) -> bool:
        return self.state == MeetingState.HELD

    @property
    def is_approved(self) -> bool:
        return self.state == MeetingState.APPROVED

    @property
    def is_dialogue(self) -> bool:
        return self.circle == Circle.DIALOGUE

    @property
    def decisions_title(self) -> str:
        """Over what was agreed: a commission gives opinions, it decides nothing (docs/domain/mission.md)."""
        return "Engagements" if self.is_dialogue else "Avis et suites"

    @property
    def decision_word(self) -> str:
        return "Engagement" if self.is_dialogue else "Avis ou suite à donner"

    @property
    def has_partner(self) -> bool:
        """Somebody else than the school may commit themselves."""
        return self.is_dialogue or bool(self.partner)

    @property
    def tone(self) -> str:
        tones = {"planned": "", "convened": "info", "held": "warn", "approved": "ok"}
        return tones.get(self.state, "")


class AgendaItem(SchoolOwned):
    """One point of the agenda, and what was said of it: `minutes`, written by several people in turn."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("rang", editable=False)
    title = models.CharField("point", max_length=160, error_messages={"blank": "Dites de quoi on parle."})
    detail = models.TextField("précision", max_length=1000, blank=True)
    proposed_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    minutes = models.TextField("compte rendu", max_length=6000, blank=True)
    minutes_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    minutes_at = models.DateTimeField("écrit le", null=True, editable=False)

    JOURNALED = frozenset({"title", "detail"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_item_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            SameSchool("meeting"),
            SameSchool("proposed_by"),
            SameSchool("minutes_by"),
        ]

    DATA = DataMap("réunir la commission numérique", "qui propose, qui écrit", KEPT)
    JOURNAL_NAME = "commission.item"

    def __str__(self) -> str:
        return self.title


class MeetingPresence(SchoolOwned):
    """Whether one member came."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences")
    member = models.ForeignKey(CommissionMember, models.CASCADE, related_name="presences")
    attended = models.CharField("présence", max_length=8, choices=Attended.choices())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="meeting_presence_once"),
            SameSchool("meeting"),
            SameSchool("member"),
        ]

    DATA = DataMap("réunir la commission numérique", "présence", KEPT)
    JOURNAL_NAME = "commission.presence"

    def __str__(self) -> str:
        return f"{self.member_id} · {self.get_attended_display()}"
