"""A session with its places: who has one, who waits, who was there, and what was thought of it, in counts."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q

from fanal.core.pages.search import holding, words_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.training.models.local_training import LocalTraining
from fanal.training.models.subject import TrainingSubject
from fanal.training.rules.need import NeedLevel
from fanal.training.rules.session import MOST_SEATS, TONES, OpinionMoment, PresenceWay, SessionState

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


class TrainingSessionQuerySet(SchoolOwnedQuerySet):
    searched = ("title", "place")

    def with_counts(self) -> "TrainingSessionQuerySet":
        """`seated`, `waiting`, `present`."""
        return self.annotate(
            seated=Count("registrations", filter=Q(registrations__is_waiting=False)),
            waiting=Count("registrations", filter=Q(registrations__is_waiting=True)),
            present=Count("registrations", filter=Q(registrations__is_present=True)),
        )

    def to_come(self, now: datetime) -> "TrainingSessionQuerySet":
        return self.filter(state=SessionState.PLANNED, starts_at__gt=now).order_by("starts_at")

    def to_note(self, today: date) -> "TrainingSessionQuerySet":
        """Over since yesterday at least, and nobody noted who was there."""
        return self.filter(state=SessionState.PLANNED, day__lt=today).order_by("starts_at")

    def of_host(self, member: "Member") -> "TrainingSessionQuerySet":
        return self.filter(host=member.person) if member.person else self.none()

    def matching(self, typed: str) -> "TrainingSessionQuerySet":
        return holding(self, typed, *self.searched) if words_of(typed) else self


class TrainingSession(SchoolOwned):
    """`sequence` grows with each change of its moment or place, as calendars want it (RFC 5545)."""

    title = models.CharField("titre", max_length=120, error_messages={"blank": "Donnez le titre."})
    subject = models.ForeignKey(
        TrainingSubject, models.PROTECT, null=True, blank=True, verbose_name="sujet", related_name="sessions"
    )
    level = models.CharField("niveau", max_length=8, choices=NeedLevel.choices(), blank=True)
    local_training = models.ForeignKey(
        LocalTraining, models.PROTECT, null=True, related_name="sessions", verbose_name="demande acceptée"
    )
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    day = models.DateField("jour", editable=False)  # on the clock of the school
    minutes = models.PositiveSmallIntegerField("durée, en minutes", editable=False)
    place = models.CharField("lieu", max_length=80, blank=True)
    host = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, verbose_name="qui anime", related_name="+"
    )
    host_words = models.CharField(
        "ou quelqu’un d’autre", max_length=80, blank=True, help_text="« formateur de l’EAFC »."
    )
    seats = models.PositiveSmallIntegerField(
        "places", default=12, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    details = models.TextField("à savoir", max_length=600, blank=True)
    state = models.CharField(
        "état", max_length=9, choices=SessionState.choices(), default=SessionState.PLANNED
    )
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    planned_at = models.DateTimeField("prévue le")
    changed_at = models.DateTimeField("changée le")
    convoked_at = models.DateTimeField("convoquée le", null=True)
    reminded_at = models.DateTimeField("rappelée le", null=True)
    followed_up_at = models.DateTimeField("suivie le", null=True)
    smallest_group = models.PositiveSmallIntegerField("seuil de ses avis", null=True, editable=False)

    objects = TrainingSessionQuerySet.as_manager()
    seated: int  # set by `with_counts`, as the next two
    waiting: int
    present: int

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="training_session_in_order"),
            SameSchool("subject"),
            SameSchool("local_training"),
            SameSchool("host"),
        ]
        indexes = [models.Index(fields=["school", "starts_at"], name="training_session_by_day")]

    DATA = DataMap("organiser une formation", "qui anime", "5 ans, l’animateur 2 ans")
    JOURNAL_NAME = "training.session"

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return TONES[self.state]

    def smallest(self, of_school: int) -> int:
        """The threshold of its opinions: that of the day it was held, whatever the school asks since."""
        return self.smallest_group or of_school

    @property
    def is_planned(self) -> bool:
        return self.state == SessionState.PLANNED

    @property
    def noted_from(self) -> datetime:
        """Its beginning; of a session that was written down afterwards, the moment of that."""
        return max(self.starts_at, self.planned_at)

    @property
    def hosted_by(self) -> str:
        return self.host.polite_name if self.host else self.host_words


class SessionRegistrationQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "SessionRegistrationQuerySet":
        """One's own."""
        here = self.for_school(member.school)
        return here.filter(person=member.person) if member.person else here.none()

    def seated(self) -> "SessionRegistrationQuerySet":
        return self.filter(is_waiting=False)

    def in_line(self) -> "SessionRegistrationQuerySet":
        """Who waits, the first first."""
        return self.filter(is_waiting=True).order_by("made_at", "pk")


class SessionRegistration(SchoolOwned):
    """One person in one session. Nobody's once the name is erased: the place still counts.

    `opined_now`, `opined_later`: that they answered; what they answered is a count (`SessionOpinion`).
    """

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="registrations")
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    is_waiting = models.BooleanField("attend une place", default=False)
    made_at = models.DateTimeField("inscrit le")
    is_present = models.BooleanField("présent", default=False)
    presence_way = models.CharField("noté", max_length=4, choices=PresenceWay.choices(), blank=True)
    opined_now = models.BooleanField(default=False)
    opined_later = models.BooleanField(default=False)

    objects = SessionRegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "session", "person"], name="session_registration_once"),
            models.CheckConstraint(
                condition=Q(is_present=False, presence_way="") | Q(is_present=True) & ~Q(presence_way=""),
                name="session_presence_has_its_way",
            ),
            models.CheckConstraint(
                condition=Q(is_waiting=False) | Q(is_present=False), name="session_waiting_is_not_there"
            ),
            SameSchool("session"),
            SameSchool("person"),
        ]
        indexes = [models.Index(fields=["school", "person"], name="session_registration_of")]

    DATA = DataMap("tenir une formation", "inscription et présence", "2 ans, puis anonymisé")
    JOURNAL_NAME = "training.registration"

    def __str__(self) -> str:
        return f"{self.session_id} · {self.person_id}"

    @property
    def words(self) -> str:
        """« présent », « annulée », « en attente d’une place »; nothing for a place in a session to come."""
        if self.session.state == SessionState.CANCELLED:
            return "annulée"
        if self.is_waiting:
            return "en attente d’une place"
        return "présent" if self.is_present else ""


class SessionOpinion(SchoolOwned):
    """How many gave this answer about a session: a count, tied to nobody."""

    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="opinions")
    moment = models.CharField("moment", max_length=5, choices=OpinionMoment.choices())
    answer = models.CharField("réponse", max_length=1)
    count = models.PositiveSmallIntegerField("combien", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "session", "moment", "answer"], name="session_opinion_once"
            ),
            SameSchool("session"),
        ]

    DATA = DataMap("améliorer les formations", "none", "5 ans")
    JOURNAL_NAME = "training.opinion"

    def __str__(self) -> str:
        return f"{self.session_id} · {self.moment} · {self.answer}"
