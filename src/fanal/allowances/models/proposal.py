"""What is proposed to one person for one mission: a line of the envelope."""

from datetime import date
from hashlib import sha256
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum

from fanal.accounts.models import Membership
from fanal.allowances.models.envelope import ImpEnvelope
from fanal.allowances.rules.councils import bodies
from fanal.allowances.rules.proposing import StaffStanding
from fanal.allowances.rules.rates import units
from fanal.allowances.rules.states import COMMITTED, LIVING, ProposalState, tone_and_words
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.missions.models.particular_mission import LIFE, ParticularMission


class ImpProposalQuerySet(SchoolOwnedQuerySet):
    def committed(self) -> Self:
        """Those that already take from the envelope."""
        return self.filter(state__in=COMMITTED)

    def living(self) -> Self:
        return self.filter(state__in=LIVING)

    def awaiting_agreement(self) -> Self:
        """Drafts to which their person has answered nothing yet (R3)."""
        return self.filter(state=ProposalState.DRAFT, agreed_on=None, declined_on=None)

    def with_reach(self, day: date) -> Self:
        """`is_reached`: may their person sign in that day, and has an address to be written to?"""
        memberships = Membership.objects.for_school(OuterRef("school_id")).valid_on(day)
        memberships = memberships.filter(
            person=OuterRef("person_id"), user__isnull=False, person__left_on=None
        )
        return self.annotate(is_reached=Exists(memberships.exclude(person__email="")))

    def total_quarters(self) -> int:
        total: int = self.aggregate(total=Sum("quarters", default=0))["total"]
        return total


class ImpProposal(SchoolOwned):
    """One line: a rate, for one person and one mission. `task` tells apart two lines of the same person."""

    number = models.PositiveIntegerField("numéro")
    envelope = models.ForeignKey(ImpEnvelope, models.PROTECT, related_name="proposals")
    mission = models.ForeignKey(ParticularMission, models.PROTECT, related_name="proposals")
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+", verbose_name="personne"
    )
    task = models.CharField(
        "tâche",
        max_length=120,
        blank=True,
        help_text="Pour distinguer deux lignes d’une même personne : accompagnement, services en ligne…",
    )
    quarters = models.PositiveSmallIntegerField("taux, en quarts d’IMP")
    standing = models.CharField(
        "qualité", max_length=8, choices=StaffStanding.choices(), default=StaffStanding.TEACHER.value
    )
    is_whole_year = models.BooleanField(
        "toute l’année : payée par neuvièmes (sinon, une fois le travail fait)", default=True
    )
    has_pacte = models.BooleanField("une part de Pacte existe déjà pour cette tâche", default=False)
    agreed_on = models.DateField("accord de la personne", null=True, blank=True)
    agreed_in_person = models.BooleanField("accord donné dans Fanal", default=False)
    declined_on = models.DateField("la personne n’est pas d’accord", null=True, blank=True)
    declined_word = models.CharField("son mot", max_length=300, blank=True)
    reminded_on = models.DateField("accord redemandé le", null=True, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=ProposalState.choices(), default=ProposalState.DRAFT.value
    )
    presented_on = models.DateField("présentée le", null=True, blank=True)  # null: before any session
    presented_quarters = models.PositiveSmallIntegerField(
        "taux présenté, en quarts d’IMP", null=True, editable=False
    )
    heard_by = ArrayField(models.CharField(max_length=11), verbose_name="présentée à", default=list)
    decided_on = models.DateField("décision du recteur", null=True, blank=True)

    objects = ImpProposalQuerySet.as_manager()
    is_reached: bool  # of rows asked `with_reach`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="imp_proposal_number_once"),
            models.UniqueConstraint(
                fields=["school", "mission", "person", "task"],
                name="imp_proposal_once",
                condition=Q(state__in=[state.value for state in LIVING]),
            ),
            models.CheckConstraint(condition=Q(quarters__gt=0), name="imp_proposal_positive"),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in COMMITTED]) | Q(agreed_on__isnull=False),
                name="imp_proposal_agreed",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(declined_on__isnull=True),
                name="imp_proposal_one_answer",
            ),
            SameSchool("envelope"),
            SameSchool("mission"),
            SameSchool("person"),
        ]

    DATA = DataMap("proposer une indemnité pour une mission", "nom, qualité, montant, réponse", LIFE)
    JOURNAL_NAME = "missions.impproposal"
    # What was agreed to and presented, at the rate of that day; the rector may decide another (`quarters`).
    FROZEN = Frozen(
        (
            "number",
            "envelope_id",
            "mission_id",
            "person_id",
            "task",
            "standing",
            "is_whole_year",
            "has_pacte",
            "agreed_on",
            "agreed_in_person",
            "presented_quarters",
        ),
        when="presented_quarters IS NOT NULL",
    )
    # Neither rate nor quality: whoever reads the journal by designation does not read who is paid what.
    JOURNALED = ("agreed_on", "declined_on", "reminded_on", "state", "presented_on", "heard_by", "decided_on")
    ANSWER = ("agreed_on", "agreed_in_person", "declined_on", "declined_word")

    def __str__(self) -> str:
        return f"Proposition n° {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == ProposalState.DRAFT

    @property
    def holder(self) -> str:
        """The name of its person, who may have been erased since."""
        return str(self.person or "Personne effacée")

    @property
    def awaits_answer(self) -> bool:
        """Neither yes nor no yet (R3)."""
        return self.is_draft and self.agreed_on is None and self.declined_on is None

    def answer(
        self,
        *,
        agreed_on: date | None = None,
        in_person: bool = False,
        declined_on: date | None = None,
        word: str = "",
    ) -> None:
        """Yes, no, or nothing yet: one takes the place of the other."""
        self.agreed_on, self.agreed_in_person = agreed_on, in_person
        self.declined_on, self.declined_word = declined_on, word

    @property
    def terms(self) -> str:
        """The mark of what the person agrees to; the reason, written for the councils, is no part of it."""
        words = (self.mission.title, self.mission.workload, self.mission.expertise)
        kind = (StaffStanding(self.standing).value, self.is_whole_year, self.mission_id)
        content = (self.person_id, self.quarters, self.task, *kind, *words)
        return sha256(repr(content).encode()).hexdigest()[:16]

    def had(self, body: str, held_on: date) -> bool:
        """Was it among what this session had?"""
        return body in self.heard_by and (self.presented_on is None or self.presented_on <= held_on)

    @property
    def awaited(self) -> list[str]:
        """The bodies whose opinion this line still waits for, in words and in their order (R4)."""
        is_private = self.school.status == self.school.Status.PRIVATE
        return [body.label.lower() for body in bodies(is_private=is_private) if body not in self.heard_by]

    @property
    def presented_rate(self) -> str:
        """« 0,75 IMP », where the rector decided another rate than the one that was presented."""
        presented = self.presented_quarters
        return units(presented) if presented is not None and presented != self.quarters else ""

    @property
    def tone_and_words(self) -> tuple[str, str]:
        """Its tone and its words, for a list."""
        return tone_and_words(
            ProposalState(self.state),
            has_agreed=self.agreed_on is not None,
            has_declined=self.declined_on is not None,
            awaited=self.awaited,
        )

    @property
    def about(self) -> str:
        """« Référent numérique, accompagnement »."""
        return f"{self.mission.title}, {self.task}" if self.task else self.mission.title
