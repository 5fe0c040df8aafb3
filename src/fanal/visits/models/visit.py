"""A technician's passage in the school, and what it is for."""

from django.db import models
from django.db.models import Case, F, Q, When

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.helpdesk.models.request import HelpRequest
from fanal.visits.rules.visit import Half, RequestOutcomeOfVisit, VisitState


class VisitQuerySet(SchoolOwnedQuerySet):
    def planned(self) -> "VisitQuerySet":
        return self.filter(state=VisitState.PLANNED)

    def next_first(self) -> "VisitQuerySet":
        return self.order_by("day", "half", "number")

    def to_come_first(self) -> "VisitQuerySet":
        """Those to come, the next one first; then the others, the latest first."""
        is_to_come = Q(state=VisitState.PLANNED)
        day = Case(When(is_to_come, then=F("day")))
        return self.order_by(day.asc(nulls_last=True), "-day", "half", "-number")


class Visit(SchoolOwned):
    """One passage of one authority: a day, a half-day, whom to ask for."""

    number = models.PositiveIntegerField("numéro")
    authority = models.ForeignKey("accounts.Authority", models.PROTECT, related_name="+")
    day = models.DateField("jour", error_messages={"blank": "Donnez le jour du passage."})
    half = models.CharField("moment", max_length=10, choices=Half.choices(), default=Half.DAY)
    contact = models.CharField(
        "qui demander en arrivant",
        max_length=200,
        blank=True,
        help_text="La loge, une personne, un code d’accès à demander. Visible de l’équipe et du technicien.",
    )
    state = models.CharField("état", max_length=10, choices=VisitState.choices(), default=VisitState.PLANNED)
    planned_by = models.CharField("annoncé par", max_length=120)
    planned_at = models.DateTimeField("annoncé le")
    ended_at = models.DateTimeField("fait ou annulé le", null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="visit_number_once"),
            models.CheckConstraint(
                condition=Q(state="planned") ^ Q(ended_at__isnull=False), name="visit_ended_has_its_date"
            ),
        ]
        indexes = [models.Index(fields=["school", "state", "day"], name="visit_by_day")]

    DATA = DataMap("prévoir un passage", "qui l’annonce, qui demander en arrivant", "2 ans, puis anonymisé")
    JOURNAL_NAME = "helpdesk.visit"
    JOURNALED = frozenset({"day", "half", "contact", "state"})

    def __str__(self) -> str:
        return f"Passage n° {self.number}"

    @property
    def is_planned(self) -> bool:
        return self.state == VisitState.PLANNED

    @property
    def tone(self) -> str:
        return {"planned": "info", "done": "ok"}.get(self.state, "")


class VisitLine(SchoolOwned):
    """One request of one passage, and what became of it. A request stands in one passage to come at most."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="lines")
    help_request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="visit_lines")
    outcome = models.CharField(
        "résultat", max_length=10, choices=RequestOutcomeOfVisit.choices(), blank=True, default=""
    )
    word = models.CharField("précision", max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "visit", "help_request"], name="visit_line_once"),
            models.UniqueConstraint(
                fields=["school", "help_request"], name="visit_line_open_once", condition=Q(outcome="")
            ),
            SameSchool("visit"),
            SameSchool("help_request"),
        ]

    DATA = DataMap("noter ce qu’un passage a résolu", "précision écrite", "avec le passage")
    JOURNAL_NAME = "helpdesk.visitline"

    def __str__(self) -> str:
        return f"{self.visit_id} · {self.help_request_id}"
