"""A breach of personal data, as the internal register keeps it, notified or not (article 33, § 5 RGPD)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Min, Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.privacy.models.fields import choice, codes, text
from fanal.privacy.rules.breach_steps import BreachStep, steps
from fanal.privacy.rules.breaches import (
    MAY_BE_OURS,
    BreachController,
    BreachFacts,
    BreachNature,
    NotificationClock,
    Risk,
    TellingChoice,
    clock,
)
from fanal.privacy.rules.codes import Data, People

MOST = 10_000_000  # people, or records, of one breach


def _count(words: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        words,
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST)],
        help_text="Un ordre de grandeur suffit.",
    )


@dataclass(frozen=True)
class OpenBreaches:
    """Those of one school; `since`: when the oldest whose clock runs was known, None when no clock runs."""

    count: int
    since: datetime | None


class DataBreachQuerySet(SchoolOwnedQuerySet):
    def still_open(self) -> "DataBreachQuerySet":
        return self.filter(closed_on__isnull=True)

    def clock_running(self) -> "DataBreachQuerySet":
        """The CNIL may have to be told, and is not (as `rules.breaches.clock`)."""
        ours = self.filter(answers__in=MAY_BE_OURS, cnil_notified_at__isnull=True)
        return ours.exclude(cnil=TellingChoice.NO, risk=Risk.UNLIKELY)

    def by_school(self) -> "dict[int, OpenBreaches]":
        """How many are open in each school; since when the oldest whose clock runs is known (one query)."""
        running = Q(pk__in=self.clock_running().values("pk"))
        rows = self.still_open().order_by().values_list("school_id")
        counts = rows.annotate(count=Count("pk"), since=Min("known_at", filter=running))
        return {school: OpenBreaches(count, since) for school, count, since in counts}


class DataBreach(SchoolOwned):
    """What happened, to whose data, who was told, what was decided and why. Never the names of victims."""

    number = models.PositiveIntegerField("numéro")
    title = models.CharField("en quelques mots", max_length=120)
    description = text(
        "ce qui s’est passé",
        blank=False,
        error_messages={"blank": "Dites ce qui s’est passé, même en une phrase."},
    )
    happened = models.CharField("quand c’est arrivé", max_length=160, blank=True)
    known_at = models.DateTimeField("connue le")
    reported_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    nature = codes("nature", BreachNature)
    answers = choice("qui répond de ces données ?", BreachController, BreachController.TO_SAY)
    answers_name = models.CharField("nom de ce responsable", max_length=160, blank=True)
    controller_notified_at = models.DateTimeField("ce responsable a été prévenu le", null=True, blank=True)
    dpo_notified_at = models.DateTimeField(
        "le délégué à la protection des données a été prévenu le", null=True, blank=True
    )
    people = codes("personnes concernées", People)
    people_count = _count("combien de personnes")
    data_kinds = codes("catégories de données", Data)
    records_count = _count("combien d’enregistrements")
    consequences = text(
        "conséquences probables", help_text="Pour les personnes : hameçonnage, moqueries, perte…"
    )
    measures = text("mesures prises ou proposées")
    risk = choice("risque pour les personnes", Risk, Risk.TO_SAY)
    cnil = choice("notifier la CNIL", TellingChoice, TellingChoice.TO_SAY)
    cnil_reason = text("pourquoi")
    cnil_notified_at = models.DateTimeField("CNIL notifiée le", null=True, blank=True)
    cnil_number = models.CharField("numéro de la notification", max_length=60, blank=True)
    late_reason = text("pourquoi après 72 heures")
    others = choice("prévenir les personnes concernées", TellingChoice, TellingChoice.TO_SAY)
    others_reason = text("pourquoi")
    subjects_notified_at = models.DateTimeField("personnes prévenues le", null=True, blank=True)
    closed_on = models.DateField("close le", null=True)

    objects = DataBreachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="breach_number_once"),
            SameSchool("reported_by"),
        ]

    DATA = DataMap("tenir le registre des violations", "nom de qui signale", "5 ans après la clôture")
    JOURNAL_NAME = "privacy.databreach"
    WRITTEN = (  # by whoever handles it, in the order in which one answers
        "title",
        "description",
        "happened",
        "known_at",
        "nature",
        "answers",
        "answers_name",
        "controller_notified_at",
        "dpo_notified_at",
        "people",
        "people_count",
        "data_kinds",
        "records_count",
        "consequences",
        "measures",
        "risk",
        "cnil",
        "cnil_reason",
        "cnil_notified_at",
        "cnil_number",
        "late_reason",
        "others",
        "others_reason",
        "subjects_notified_at",
    )
    JOURNALED = (*WRITTEN, "closed_on")

    def __str__(self) -> str:
        return self.title

    @property
    def facts(self) -> BreachFacts:
        return BreachFacts(
            self.description,
            self.known_at,
            self.nature,
            BreachController(self.answers),
            self.answers_name,
            self.people,
            self.people_count,
            self.data_kinds,
            self.consequences,
            self.measures,
            Risk(self.risk),
            TellingChoice(self.cnil),
            self.cnil_reason,
            self.cnil_notified_at,
            self.late_reason,
            TellingChoice(self.others),
            self.others_reason,
            self.subjects_notified_at,
            self.dpo_notified_at,
            self.controller_notified_at,
        )

    def clock(self, now: datetime) -> NotificationClock:
        return clock(self.facts, now)

    def steps(self, now: datetime) -> list[BreachStep]:
        return steps(self.facts, now)

    def next_steps(self, now: datetime) -> list[str]:
        return [step.words for step in self.steps(now)]
