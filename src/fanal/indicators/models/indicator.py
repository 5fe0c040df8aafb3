"""An indicator that a school follows: where it starts, what it aims at, how it is measured here."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from fanal.accounts.models.roles import TEAM
from fanal.accounts.rules.periods import KIND_LABELS, PeriodKind
from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.definition import IndicatorDefinition
from fanal.indicators.rules.goals import Goals

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]


def _amount(label: str, help_text: str = "") -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=12, decimal_places=2, null=True, blank=True, help_text=help_text
    )


class IndicatorQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "IndicatorQuerySet":
        """Whoever leads, and the gestionnaire: no colleague is judged by them."""
        here = self.for_school(member.school)
        return here if member.has(*TEAM) else here.none()

    def followed(self) -> "IndicatorQuerySet":
        return self.filter(is_followed=True)


class Indicator(SchoolOwned):
    """One of the catalogue (`code`), as this school follows it. One that it left keeps its values.

    `method_version` grows each time `method` changes: the series breaks there.
    """

    code = models.CharField("code", max_length=5)
    is_followed = models.BooleanField("suivi", default=True)
    frequency = models.CharField("mesuré", max_length=9, choices=KINDS)
    baseline = _amount("valeur de départ", "Celle d’où vous partez, par exemple au début du projet.")
    target = _amount("cible")
    alert = _amount("seuil d’alerte", "Du mauvais côté de ce nombre, l’indicateur est en rouge.")
    method = models.CharField(
        "comment il est mesuré ici",
        max_length=300,
        blank=True,
        help_text="Ce qui change d’un établissement à l’autre, par exemple « câble branché, salle 204 ». Si "
        "vous le changez, la courbe s’interrompt : l’avant et l’après ne se comparent pas.",
    )
    method_version = models.PositiveSmallIntegerField("version de la mesure", default=1)
    chosen_on = models.DateField("choisi le")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="indicator_once"),
            models.CheckConstraint(
                condition=Q(method_version__gte=1) & ~Q(code=""), name="indicator_has_its_version"
            ),
        ]

    DATA = DataMap("suivre le numérique de l’établissement", "none", "vie de l’établissement")
    JOURNAL_NAME = "indicators.indicator"

    def __str__(self) -> str:
        return self.definition.name

    @property
    def definition(self) -> IndicatorDefinition:
        return CATALOGUE[self.code]

    @property
    def kind(self) -> PeriodKind:
        return PeriodKind(self.frequency)

    @property
    def goals(self) -> Goals:
        return Goals(self.baseline, self.target, self.alert)

    @property
    def version(self) -> str:
        """« 1.2 »: of the catalogue's definition, then of the school's way to measure."""
        return f"{self.definition.version}.{self.method_version}"


class IndicatorComment(SchoolOwned):
    """What somebody says of a value: why it fell, what was decided."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="comments")
    period = models.CharField("période", max_length=16)
    text = models.TextField(
        "commentaire",
        max_length=1000,
        help_text="Ce qui explique le chiffre. Aucun nom : ni élève, ni collègue.",
        error_messages={"blank": "Écrivez ce qui explique le chiffre."},
    )
    written_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le")

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [SameSchool("indicator"), SameSchool("written_by")]
        indexes = [models.Index(fields=["indicator", "-written_at"], name="indicator_comment_recent")]

    DATA = DataMap("expliquer un indicateur", "qui l’a écrit", "5 ans")
    JOURNAL_NAME = "indicators.comment"

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period}"
