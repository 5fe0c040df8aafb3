"""The one envelope of a school year, and what the councils said of its lines."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from fanal.allowances.rules.councils import Body, Opinion
from fanal.allowances.rules.instalments import FIRST_MONTHS, NOVEMBER
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned
from fanal.missions.models.particular_mission import LIFE

VOTES = [MaxValueValidator(200)]  # of one body: more is a slip of the hand


class ImpEnvelope(SchoolOwned):
    """What the rector notified for a school year, in quarters of IMP. Its row is what writers wait for."""

    school_year = models.CharField("année scolaire", max_length=9)
    quarters = models.PositiveSmallIntegerField("enveloppe, en quarts d’IMP")
    notified_on = models.DateField("notifiée le", null=True, blank=True)
    reference = models.CharField("référence du courrier", max_length=120, blank=True)
    first_month = models.PositiveSmallIntegerField(
        "premier neuvième payé en",
        choices=list(FIRST_MONTHS.items()),
        default=NOVEMBER,
        help_text="Selon les académies : demandez au rectorat si vous ne savez pas.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year"], name="imp_envelope_once"),
            models.CheckConstraint(
                condition=Q(first_month__in=list(FIRST_MONTHS)), name="imp_envelope_first_month"
            ),
        ]

    DATA = DataMap("partager l’enveloppe des indemnités", "none", LIFE)
    JOURNAL_NAME = "missions.impenvelope"
    JOURNALED = ("quarters", "notified_on", "reference", "first_month")

    def __str__(self) -> str:
        return f"Enveloppe {self.school_year}"


class CouncilOpinion(SchoolOwned):
    """What one body said of the breakdown by mission of a school year. The votes are optional."""

    school_year = models.CharField("année scolaire", max_length=9)
    body = models.CharField("instance", max_length=11, choices=Body.choices())
    held_on = models.DateField("séance du")
    outcome = models.CharField("avis", max_length=12, choices=Opinion.choices())
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True, validators=VOTES)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True, validators=VOTES)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True, blank=True, validators=VOTES)
    note = models.CharField("remarque", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "body", "held_on"], name="council_opinion_once"
            )
        ]

    DATA = DataMap("prouver que les instances ont été consultées", "none", LIFE)
    JOURNAL_NAME = "missions.councilopinion"
    JOURNALED = ("held_on", "outcome", "votes_for", "votes_against", "abstentions", "note")

    def __str__(self) -> str:
        return f"{self.get_body_display()} {self.school_year}"
