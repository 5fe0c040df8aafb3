"""A request for help: what a teacher says is wrong, and how far it has come."""

from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.helpdesk.models.request_queryset import HelpRequestQuerySet
from fanal.helpdesk.rules.codes import RequestKind, RequestState, Urgency, WaitingFor
from fanal.helpdesk.rules.wording import title_of

WAITED = {
    WaitingFor.REQUESTER: "de la personne",
    WaitingFor.AUTHORITY: "de la collectivité",
    WaitingFor.PART: "d’une pièce",
}


class HelpRequest(SchoolOwned):
    """One request (« Demande n° 241 »). Its second life, at the authority, is its own row."""

    number = models.PositiveIntegerField("numéro")
    text = models.TextField(
        "que se passe-t-il ?",
        max_length=4000,
        error_messages={"blank": "Dites en une phrase ce qui ne va pas."},
    )
    kind = models.CharField("sorte", max_length=12, choices=RequestKind.choices(), default=RequestKind.OTHER)
    urgency = models.CharField("urgence", max_length=10, choices=Urgency.choices(), default=Urgency.ANNOYING)
    state = models.CharField(
        "étape", max_length=10, choices=RequestState.choices(), default=RequestState.SENT
    )
    waiting_for = models.CharField(
        "en attente de", max_length=10, choices=WaitingFor.choices(), blank=True, default=""
    )
    waiting_until = models.DateField("jusqu’au", null=True, blank=True)
    requester = models.ForeignKey("accounts.Person", models.PROTECT, related_name="requests")
    taken_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    room = models.ForeignKey("equipment.Room", models.PROTECT, null=True, blank=True, related_name="requests")
    equipment = models.ForeignKey(
        "equipment.Equipment", models.PROTECT, null=True, blank=True, related_name="requests"
    )
    # Only when it is about an account or a service, and not about a machine.
    service = models.ForeignKey(
        "online_services.OnlineService", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # A duplicate, closed and kept readable: it points to the one that goes on.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="gathered")
    # Folded once, when it is written: a search compares plain text.
    search_key = models.GeneratedField(
        expression=Func("text", function="public.sort_key"), output_field=models.TextField(), db_persist=True
    )
    # The received mail it was made of (`IncomingMail.reference`), as long as that one is kept.
    mail_reference = models.CharField("courriel reçu", max_length=16, blank=True)
    asked_at = models.DateTimeField("envoyée le")
    due_at = models.DateTimeField("réponse prévue avant", null=True, blank=True)
    solved_at = models.DateTimeField("résolue le", null=True, blank=True)
    closed_at = models.DateTimeField("terminée le", null=True, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="request_number_once"),
            SameSchool("requester"),
            SameSchool("taken_by"),
            SameSchool("room"),
            SameSchool("equipment"),
            SameSchool("service"),
            SameSchool("merged_into"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | (Q(state="closed") & ~Q(merged_into=F("pk"))),
                name="request_merged_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(waiting_for=""), name="request_waits_for_someone"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="request_closed_has_its_date",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "state", "-asked_at"], name="request_by_state"),
            models.Index(fields=["school", "requester", "-asked_at"], name="request_of_person"),
            models.Index(fields=["school", "equipment", "-asked_at"], name="request_of_equipment"),
            models.Index(fields=["school", "room", "-asked_at"], name="request_of_room"),
            models.Index(fields=["school", "service", "-asked_at"], name="request_of_service"),
        ]

    DATA = DataMap("dépanner", "ce qu’une personne signale", "2 ans après la fin, puis anonymisée")
    JOURNAL_NAME = "helpdesk.helprequest"
    JOURNALED = frozenset(
        {
            "state",
            "kind",
            "urgency",
            "waiting_for",
            "waiting_until",
            "taken_by",
            "room",
            "equipment",
            "service",
            "merged_into",
            "due_at",
        }
    )
    # For one reader, set by `reading.authority.say_steps`: « En attente de vous », « depuis 3 jours ouvrés
    # ».
    step: str
    waits: str

    def __str__(self) -> str:
        return f"Demande n° {self.number}"

    @property
    def title(self) -> str:
        """The first line of what was said, short enough for a list."""
        return title_of(self.text)

    @property
    def after_title(self) -> str:
        """What was said after its first line; empty when the title says all."""
        return " ".join(self.text.strip().split("\n")[1:]).strip()

    @property
    def shown_kind(self) -> RequestKind:
        """Its kind, with its drawing and its colour."""
        return RequestKind(self.kind)

    @property
    def blocks_a_lesson(self) -> bool:
        return self.is_open and self.urgency == Urgency.BLOCKED

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < timezone.now()

    @property
    def is_wait_over(self) -> bool:
        """It waited until a day now past: somebody has to look."""
        return self.waiting_until is not None and self.waiting_until < timezone.localdate()

    @property
    def state_words(self) -> str:
        """Without the authority's name: pages and programs say `reading.authority.step_of`.

        One that was gathered with another is not over: that one goes on.
        """
        if self.merged_into_id is not None:
            return "Réunie à une autre"
        label = RequestState(self.state).label
        return f"{label} {WAITED[WaitingFor(self.waiting_for)]}" if self.waiting_for else label

    @property
    def words_for_requester(self) -> str:
        """« Ça remarche ? » asks the one who can answer."""
        return "Ça remarche ?" if self.state == RequestState.SOLVED else self.state_words

    @property
    def mark(self) -> str:
        """The amber light: a lesson is blocked, or a promise is late."""
        return "late" if self.is_late else "now" if self.blocks_a_lesson else ""

    @property
    def tone(self) -> str:
        return {
            RequestState.SENT: "info",
            RequestState.TAKEN: "info",
            RequestState.WAITING: "warn",
            RequestState.SOLVED: "ok",
        }.get(RequestState(self.state), "")

    @property
    def is_open(self) -> bool:
        return self.state not in {RequestState.SOLVED, RequestState.CLOSED}


class Follower(SchoolOwned):
    """« Me prévenir aussi » : someone else who wants to know when it works again."""

    help_request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="followers")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    # The duplicate that made this person a follower: they leave with it when it is separated again.
    because_of = models.ForeignKey(HelpRequest, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "help_request", "person"], name="follower_once"),
            SameSchool("help_request"),
            SameSchool("because_of"),
            SameSchool("person"),
        ]

    DATA = DataMap("prévenir", "qui suit une demande", "avec la demande")
    JOURNAL_NAME = "helpdesk.follower"

    def __str__(self) -> str:
        return f"{self.person_id} suit {self.help_request_id}"
