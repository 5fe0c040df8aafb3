"""A report for the board: what it covers, its parts in order with their text, until it is frozen."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count
from django.utils import timezone

from fanal.accounts.models.roles import TEAM
from fanal.core.frozen.declaration import Frozen
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.reports.rules.report import KEPT_YEARS, LONGEST_TEXT, PATIENCE
from fanal.year.rules.periods import MeasurePeriod, period_named

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

RETENTION = f"{KEPT_YEARS} ans après avoir été figé"


class BoardReportQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "BoardReportQuerySet":
        here = self.for_school(member.school)
        return here if member.has(*TEAM) else here.none()

    def drafts(self) -> "BoardReportQuerySet":
        return self.filter(frozen_at__isnull=True)

    def frozen(self) -> "BoardReportQuerySet":
        return self.filter(frozen_at__isnull=False)

    def for_list(self) -> "BoardReportQuerySet":
        """Drafts first, then the newest; `part_count`: how many parts each has."""
        rows = self.defer("preview").annotate(part_count=Count("parts"))
        return rows.order_by(models.F("frozen_at").desc(nulls_first=True), "-number")


class BoardReport(SchoolOwned):
    """One report. `work` says what the job is making of it; nothing in a frozen one changes any more."""

    class Work(models.TextChoices):
        NONE = "none", "Rien en cours"
        PREVIEW = "preview", "Aperçu en préparation"
        FREEZE = "freeze", "En train d’être figé"

    number = models.PositiveIntegerField("numéro")
    title = models.CharField(
        "titre",
        max_length=100,
        help_text="Tel qu’il se lira en tête du rapport.",
        error_messages={"blank": "Donnez un titre, par exemple « Le numérique en 2026-2027 »."},
    )
    period = models.CharField("période", max_length=20)
    board_on = models.DateField(
        "séance ou présentation du",
        null=True,
        blank=True,
        help_text="Vide tant que la date n’est pas fixée.",
    )
    work = models.CharField("préparation", max_length=8, choices=Work, default=Work.NONE)
    work_at = models.DateTimeField("préparation demandée le", null=True)
    preview = models.BinaryField("aperçu", null=True)
    previewed_at = models.DateTimeField("aperçu fait le", null=True)
    frozen_at = models.DateTimeField("figé le", null=True)
    by_delegation = models.BooleanField("figé par délégation", default=False)
    frozen_by = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, related_name="+", verbose_name="figé par"
    )
    # A number, not a key: the report that it corrects goes at its own term, and a frozen row never changes.
    corrects = models.PositiveIntegerField("rectifie le rapport n°", null=True)

    objects = BoardReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="report_number_once"),
            SameSchool("frozen_by"),
        ]

    DATA = DataMap("rendre compte du numérique dans l’établissement", "qui l’a figé", RETENTION)
    JOURNAL_NAME = "reports.report"
    JOURNALED = frozenset({"number", "title", "period", "board_on", "frozen_at", "corrects"})
    FROZEN = Frozen(
        (
            "number",
            "title",
            "period",
            "board_on",
            "work",
            "work_at",
            "preview",
            "previewed_at",
            "frozen_at",
            "by_delegation",
            "frozen_by_id",
            "corrects",
        ),
        when="frozen_at IS NOT NULL",
    )

    part_count: int  # set by `for_list`

    def __str__(self) -> str:
        return self.title

    @property
    def full_title(self) -> str:
        """« Le numérique en 2025-2026 (rectifie le n° 1) »: two of one title are told apart, on paper too."""
        return f"{self.title} (rectifie le n° {self.corrects})" if self.corrects else self.title

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_at_work(self) -> bool:
        """A job makes something of it; what it has not made after `PATIENCE` may be asked again."""
        if self.work == self.Work.NONE or self.work_at is None:
            return False
        return self.work_at > timezone.now() - PATIENCE

    @property
    def is_stuck(self) -> bool:
        return self.work != self.Work.NONE and not self.is_at_work

    @property
    def measure_period(self) -> MeasurePeriod:
        period = period_named(self.period)
        if period is None:
            raise ValueError(f"the report {self.pk} names no period")
        return period

    @property
    def state_words(self) -> tuple[str, str]:
        """What the list says, and its tone."""
        if self.is_frozen:
            return "Figé", "ok"
        if self.is_at_work:
            return str(self.Work(self.work).label), "waits"
        return "Brouillon", "info"


class ReportPart(SchoolOwned):
    """One part of a report: which block it shows, and what the school writes before it."""

    report = models.ForeignKey(BoardReport, models.CASCADE, related_name="parts")
    code = models.CharField("partie", max_length=60)
    rank = models.PositiveSmallIntegerField("rang")
    text = models.TextField(
        "texte",
        max_length=LONGEST_TEXT,
        blank=True,
        help_text="Avant les chiffres. « ## » fait un titre, « - » une liste, « ** » du gras.",
    )

    class Meta:
        ordering = ("rank", "pk")
        constraints = [
            models.UniqueConstraint(fields=["school", "report", "code"], name="report_part_once"),
            SameSchool("report"),
        ]

    DATA = DataMap("rendre compte du numérique dans l’établissement", "texte libre", RETENTION)
    JOURNAL_NAME = "reports.part"
    JOURNALED = frozenset({"code", "rank", "text"})
    FROZEN = Frozen(
        ("report_id", "code", "rank", "text"), under=("report_id", "reports_boardreport", "frozen_at")
    )

    def __str__(self) -> str:
        return self.code


class FigureAgreement(SchoolOwned):
    """A person agrees that a report shows a figure that measures their own work alone."""

    report = models.ForeignKey(BoardReport, models.CASCADE, related_name="agreements")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    given_at = models.DateTimeField("donné le")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "report", "person"], name="figure_agreement_once"),
            SameSchool("report"),
            SameSchool("person"),
        ]

    DATA = DataMap(
        "ne montrer les délais d’une personne qu’avec son accord", "qui a donné son accord", "jusqu’au départ"
    )
    JOURNAL_NAME = "reports.agreement"

    def __str__(self) -> str:
        return f"{self.person_id}, {self.given_at:%d/%m/%Y}"
