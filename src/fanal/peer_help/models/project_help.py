"""A request for help with a project or a class, its thread, and the sessions that were held."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from fanal.accounts.models.roles import EVERYONE, LEADERSHIP, MANAGEMENT
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.peer_help.models.offer import PeerOffer
from fanal.peer_help.rules.codes import RUNNING, HelpState, readers_of

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

PURPOSE, KEPT = "s’entraider entre collègues", "2 ans après la fin"
TONES = {"open": "warn", "taken": "info", "done": "ok", "dropped": ""}


class ProjectHelpQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "ProjectHelpQuerySet":
        """One's own, asked or given; those that wait, for who offers help and for the leadership.

        One that names somebody waits for them and for the management. Once taken, it is read by both alone.
        """
        here = self.for_school(member.school)
        if member.person is None or not member.has(*EVERYONE):
            return here.none()
        waiting = Q(state=HelpState.OPEN)
        if not member.has(*MANAGEMENT):
            waiting &= Q(addressee=None)
        if not member.has(*LEADERSHIP):
            offers = PeerOffer.objects.for_school(OuterRef("school_id")).filter(person=member.person)
            waiting &= Q(Exists(offers))
        return here.filter(self.of(member.person.pk) | waiting)

    @staticmethod
    def of(person_id: int) -> Q:
        """Asked by them, given by them, or meant for them and not taken yet."""
        meant = Q(addressee=person_id, state=HelpState.OPEN)
        return Q(requester=person_id) | Q(helper=person_id) | meant

    def awaiting_word_of(self, person: int) -> "ProjectHelpQuerySet":
        """Those in which somebody waits for this person: who asked, who was named, who helps."""
        asked = Q(requester=person, awaits="requester")
        return self.filter(asked | Q(addressee=person, state="open") | Q(helper=person, awaits="helper"))

    def taken_without_a_word(self, person: int) -> "ProjectHelpQuerySet":
        """Those that this person asked and somebody took, until one of both writes."""
        words = ProjectHelpMessage.objects.for_school(OuterRef("school_id")).filter(
            project_help=OuterRef("pk")
        )
        return self.filter(~Exists(words), requester=person, state="taken")

    def waiting_for_somebody(self, person: int) -> "ProjectHelpQuerySet":
        """Those of others that anybody may take."""
        return self.filter(state="open", addressee=None).exclude(requester=person)

    def running(self) -> "ProjectHelpQuerySet":
        return self.filter(state__in=RUNNING)


class ProjectHelp(SchoolOwned):
    """`addressee`: whom it is meant for, until somebody takes it. `awaits`: whose word comes next."""

    requester = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    addressee = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    helper = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    title = models.CharField(
        "votre projet, en une ligne",
        max_length=100,
        help_text="Par exemple « Un journal radio avec les 4e B ».",
        error_messages={"blank": "Donnez votre projet en une ligne."},
    )
    text = models.TextField(
        "où vous en êtes, ce qui vous aiderait",
        max_length=1000,
        help_text="Pas de nom d’élève. Pour une panne, passez par « Demander de l’aide ».",
        error_messages={"blank": "Dites en une phrase ce qui vous aiderait."},
    )
    state = models.CharField(
        "état",
        max_length=7,
        choices=[
            (HelpState.OPEN.value, "Attend quelqu’un"),
            (HelpState.TAKEN.value, "En cours"),
            (HelpState.DONE.value, "Terminé"),
            (HelpState.DROPPED.value, "Abandonné"),
        ],
        default=HelpState.OPEN,
    )
    awaits = models.CharField(
        "attend",
        max_length=9,
        choices=[("helper", "qui aide"), ("requester", "qui demande")],
        default="helper",
    )
    is_thanked = models.BooleanField("merci", default=False)
    asked_on = models.DateField("demandé le")
    ended_on = models.DateField("terminé le", null=True)

    objects = ProjectHelpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RUNNING) | Q(ended_on__isnull=False), name="project_help_ended_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(helper__isnull=True), name="project_help_open_has_no_helper"
            ),
            SameSchool("requester"),
            SameSchool("addressee"),
            SameSchool("helper"),
        ]

    DATA = DataMap(PURPOSE, "qui demande et qui aide, leurs mots", KEPT)
    JOURNAL_NAME = "peer_help.project_help"
    JOURNALED = frozenset({"state"})

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def readers(self) -> str:
        """Who reads it as it stands, as `visible_to` gives it."""
        if self.state == HelpState.OPEN:
            return readers_of(self.addressee.polite_name if self.addressee else "")
        return "qui demande et qui aide, personne d’autre"


class ProjectHelpMessage(SchoolOwned):
    project_help = models.ForeignKey(ProjectHelp, models.CASCADE, related_name="messages")
    author = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    text = models.TextField(
        "votre message", max_length=1000, error_messages={"blank": "Écrivez quelques mots."}
    )
    written_at = models.DateTimeField("le")

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        constraints = [SameSchool("project_help"), SameSchool("author")]

    DATA = DataMap(PURPOSE, "messages entre collègues", KEPT)
    JOURNAL_NAME = "peer_help.message"

    def __str__(self) -> str:
        return "Message"


class PeerSession(SchoolOwned):
    """Time spent together, noted by who helps: it proposes itself to their log of work."""

    project_help = models.ForeignKey(ProjectHelp, models.CASCADE, related_name="sessions")
    held_on = models.DateField("jour", error_messages={"blank": "Donnez un jour."})
    minutes = models.PositiveSmallIntegerField(
        "durée, en minutes", default=30, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )

    objects = SchoolOwnedQuerySet.as_manager()

    class Meta:
        constraints = [SameSchool("project_help")]

    DATA = DataMap(PURPOSE, "temps passé par qui aide", KEPT)
    JOURNAL_NAME = "peer_help.session"

    def __str__(self) -> str:
        return f"{self.minutes} minutes"
