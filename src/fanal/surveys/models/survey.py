"""A short questionnaire without names: what it asks, whom, until when, and how many answered."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from fanal.accounts.models.roles import EVERYONE, LEADERSHIP
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet
from fanal.surveys.rules.codes import FEWEST_INVITED, MOST_INVITED, SurveyAccess, SurveyState

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

TONES = {"draft": "", "open": "info", "closed": "warn", "published": "ok"}


class SurveyQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "SurveyQuerySet":
        """Who runs them sees all; who works here sees those offered to the staff, and what is published."""
        here = self.for_school(member.school)
        if member.has(*LEADERSHIP):
            return here
        if not member.has(*EVERYONE):
            return here.none()
        offered = Q(state=SurveyState.OPEN, is_for_staff=True)
        return here.filter(offered | Q(state=SurveyState.PUBLISHED))

    def opened(self) -> "SurveyQuerySet":
        return self.filter(state=SurveyState.OPEN)

    def ended(self) -> "SurveyQuerySet":
        """Those that take no answer any more, published or not."""
        return self.filter(state__in=(SurveyState.CLOSED, SurveyState.PUBLISHED))

    def offered_on(self, today: date) -> "SurveyQuerySet":
        """Those that the staff may answer by the link that is the same for all."""
        return self.opened().filter(access=SurveyAccess.LINK, is_for_staff=True, closes_on__gte=today)


class Survey(SchoolOwned):
    """`answers` only counts. The link is sealed from `seed`; another seed makes another link."""

    title = models.CharField(
        "titre",
        max_length=100,
        help_text="Ce que lisent ceux qui répondent : « Usages du numérique ».",
        error_messages={"blank": "Donnez un titre, par exemple « Usages du numérique »."},
    )
    intro = models.TextField(
        "à qui répond",
        max_length=500,
        blank=True,
        help_text="À quoi servent les réponses, en une phrase ou deux.",
    )
    access = models.CharField(
        "comment répondre",
        max_length=6,
        choices=[
            (SurveyAccess.LINK.value, "Un lien, le même pour tous"),
            (SurveyAccess.TICKET.value, "Un billet de papier par personne"),
        ],
        default=SurveyAccess.LINK,
        help_text="Un billet sert une fois. Un lien est plus simple, mais on peut y répondre deux fois.",
    )
    invited = models.PositiveSmallIntegerField(
        "combien de personnes sont invitées",
        validators=[MinValueValidator(FEWEST_INVITED), MaxValueValidator(MOST_INVITED)],
        help_text="Il n’est jamais compté plus de réponses que de personnes.",
        error_messages={"blank": "Donnez un nombre de personnes."},
    )
    closes_on = models.DateField(
        "dernier jour pour répondre", null=True, error_messages={"blank": "Donnez un dernier jour."}
    )
    is_for_staff = models.BooleanField(
        "montrer aux personnels dans Fanal",
        default=True,
        help_text="Décochez pour des élèves ou des parents : seuls le lien ou les billets y mènent.",
    )
    state = models.CharField(
        "état",
        max_length=9,
        choices=[
            (SurveyState.DRAFT.value, "En préparation"),
            (SurveyState.OPEN.value, "Ouvert"),
            (SurveyState.CLOSED.value, "Terminé"),
            (SurveyState.PUBLISHED.value, "Publié"),
        ],
        default=SurveyState.DRAFT,
        editable=False,
    )
    seed = models.CharField("tirage du lien", max_length=32, editable=False)
    answers = models.PositiveIntegerField("réponses", default=0, editable=False)
    opened_on = models.DateField("ouvert le", null=True, editable=False)
    closed_on = models.DateField("terminé le", null=True, editable=False)
    published_on = models.DateField("publié le", null=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answers__lte=F("invited")), name="survey_no_more_than_invited"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(opened_on__isnull=False, closes_on__isnull=False),
                name="survey_opened_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"]) | Q(closed_on__isnull=False),
                name="survey_closed_on_a_day",
            ),
        ]

    DATA = DataMap(
        "demander un avis sans savoir qui le donne", "none", "5 ans après la fin", secrets=("seed",)
    )
    JOURNAL_NAME = "surveys.survey"
    # Never the number of answers: with the hour of an entry it would date one.
    JOURNALED = frozenset({"title", "intro", "access", "invited", "closes_on", "is_for_staff", "state"})

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_draft(self) -> bool:
        return self.state == SurveyState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == SurveyState.OPEN

    @property
    def is_closed(self) -> bool:
        """Ended, whether published or not."""
        return self.state in {SurveyState.CLOSED, SurveyState.PUBLISHED}

    @property
    def is_published(self) -> bool:
        return self.state == SurveyState.PUBLISHED

    def is_in_time(self, today: date) -> bool:
        return self.closes_on is not None and today <= self.closes_on

    def takes_links_on(self, today: date) -> bool:
        """Whether the link that is the same for all counts an answer today."""
        return self.is_open and not self.has_tickets and self.is_in_time(today)

    @property
    def has_tickets(self) -> bool:
        return self.access == SurveyAccess.TICKET
