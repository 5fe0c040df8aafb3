"""What a meeting decided: who does it, until when. A decision of the school is a task of the year."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import OPEN, TaskState
from fanal.commission.models.meeting import Meeting
from fanal.commission.models.member import KEPT
from fanal.commission.rules.decision import CommittedSide, DecisionOutcome, outcome_words
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

IS_OPEN = Q(task__isnull=True, outcome="") | Q(task__state__in=OPEN)
IS_DONE = Q(task__isnull=True, outcome=DecisionOutcome.DONE) | Q(task__state=TaskState.DONE)


class MeetingDecisionQuerySet(SchoolOwnedQuerySet):
    """« Approved »: of approved minutes, the others may still change."""

    def approved(self) -> "MeetingDecisionQuerySet":
        return self.filter(meeting__approved_at__isnull=False)

    def still_open(self) -> "MeetingDecisionQuerySet":
        return self.approved().filter(IS_OPEN)

    def late(self, today: date) -> "MeetingDecisionQuerySet":
        return self.still_open().filter(due_on__lt=today)

    def done(self) -> "MeetingDecisionQuerySet":
        return self.approved().filter(IS_DONE)

    def done_on_time(self) -> QuerySet:
        """Those whose last day is not over when they are done: by their task when they have one."""
        ended = Case(When(task__isnull=False, then=TruncDate("task__ended_at")), default=F("ended_on"))
        return self.done().annotate(done_on=ended).filter(done_on__lte=F("due_on"))

    def due(self, first: date, last: date) -> "MeetingDecisionQuerySet":
        return self.approved().filter(due_on__gte=first, due_on__lte=last)

    def for_list(self) -> "MeetingDecisionQuerySet":
        """With what a line shows; what is open first, by day, then the others, the latest first."""
        rank = Case(When(IS_OPEN, then=Value(0)), default=Value(1))
        rows = self.select_related("owner", "task", "meeting").annotate(rank=rank)
        return rows.order_by("rank", "due_on", "pk")


class MeetingDecision(SchoolOwned):
    """`owner` of the school, or `owner_words` from outside. With a `task`, its outcome is the task's."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.CharField(
        "avis ou suite à donner",
        max_length=400,
        error_messages={"blank": "Écrivez l’avis, ou ce qui est à faire."},
    )
    side = models.CharField(
        "qui s’engage", max_length=7, choices=CommittedSide.choices(), default=CommittedSide.SCHOOL
    )
    owner = models.ForeignKey(
        "accounts.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="responsable",
        related_name="+",
    )
    owner_words = models.CharField(
        "ou un responsable extérieur", max_length=120, blank=True, help_text="Nom ou service."
    )
    due_on = models.DateField("pour le", null=True, blank=True)
    task = models.ForeignKey(YearTask, models.PROTECT, null=True, editable=False, related_name="+")
    outcome = models.CharField(
        "suite", max_length=7, choices=DecisionOutcome.choices(), blank=True, default="", editable=False
    )
    ended_on = models.DateField("tenue le", null=True, editable=False)

    objects = MeetingDecisionQuerySet.as_manager()
    JOURNALED = frozenset({"text", "side", "owner", "due_on", "outcome", "ended_on"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") ^ Q(ended_on__isnull=False), name="meeting_decision_ended_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=True) | Q(outcome=""), name="meeting_decision_ends_by_its_task"
            ),
            models.UniqueConstraint(
                fields=["task"], name="meeting_decision_task_once", condition=Q(task__isnull=False)
            ),
            SameSchool("meeting"),
            SameSchool("owner"),
            SameSchool("task"),
        ]
        indexes = [models.Index(fields=["school", "due_on"], name="meeting_decision_by_day")]

    DATA = DataMap("suivre les avis et leurs suites", "responsable", KEPT)
    JOURNAL_NAME = "commission.decision"

    def __str__(self) -> str:
        return self.text

    @property
    def owner_label(self) -> str:
        return str(self.owner) if self.owner_id else self.owner_words

    @property
    def result(self) -> str:
        """The outcome, by its task when it has one; empty while it is open."""
        if self.task is None:
            return self.outcome
        if self.task.is_open:
            return ""
        return DecisionOutcome.DONE if self.task.state == TaskState.DONE else DecisionOutcome.DROPPED

    @property
    def is_open(self) -> bool:
        return not self.result

    def state_on(self, today: date) -> tuple[str, str]:
        """Words and tone."""
        ended = self.ended_on
        if self.task is not None and self.task.ended_at is not None:
            ended = timezone.localdate(self.task.ended_at)
        return outcome_words(self.result, self.due_on, ended, today=today)
