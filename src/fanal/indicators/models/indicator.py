"""An indicator that a school follows: where it starts, what it aims at, how it is measured here."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from fanal.accounts.models.roles import TEAM
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.definition import DIRECTIONS, Direction, IndicatorDefinition
from fanal.indicators.rules.goals import Goals
from fanal.indicators.rules.own import OwnFormula, OwnUnit, own_definition
from fanal.year.rules.periods import KIND_LABELS, PeriodKind

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

    `method_version` grows each time `method` changes, `formula_version` each time a formula of its own does:
    the series breaks there. An indicator of the school's own has a `name`, and the fields after it; they are
    empty for all others.
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
    name = models.CharField(
        "nom",
        max_length=80,
        blank=True,
        help_text="Par exemple « Demandes par équipement ». Aucun nom : ni élève, ni collègue.",
    )
    unit = models.CharField("la valeur est", max_length=11, choices=OwnUnit.choices(), default=OwnUnit.NUMBER)
    part = models.CharField("ce que Fanal compte, en haut", max_length=40, blank=True)
    whole = models.CharField("ce que Fanal compte, en bas", max_length=40, blank=True)
    numerator = models.CharField(
        "nombre du haut",
        max_length=120,
        blank=True,
        help_text="Ce qui est compté, en quelques mots, sans aucun nom.",
    )
    denominator = models.CharField(
        "nombre du bas",
        max_length=120,
        blank=True,
        help_text="Par quoi on divise ; laissez vide pour un nombre seul.",
    )
    direction = models.CharField(
        "sens", max_length=7, choices=list(DIRECTIONS.items()), default=Direction.NEITHER
    )
    is_of_people = models.BooleanField(
        "le nombre du bas compte des personnes",
        default=False,
        help_text="Un petit groupe n’est alors pas montré.",
    )
    is_state = models.BooleanField("se compte un jour donné", default=False)
    formula_version = models.PositiveSmallIntegerField("version de la formule", default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="indicator_once"),
            models.CheckConstraint(
                condition=Q(name="") | Q(code__regex=r"^E[1-9][0-9]?$"), name="indicator_own_has_its_code"
            ),
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
        return own_definition(self.code, self.formula) if self.is_own else CATALOGUE[self.code]

    @property
    def is_own(self) -> bool:
        """Whether the school made it, and it is in no catalogue."""
        return bool(self.name)

    @property
    def formula(self) -> OwnFormula:
        """What the school said of its own indicator."""
        return OwnFormula(
            self.name,
            OwnUnit(self.unit),
            self.numerator,
            self.denominator,
            self.part,
            self.whole,
            Direction(self.direction),
            self.kind,
            is_of_people=self.is_of_people,
            is_state=self.is_state,
        )

    @property
    def kind(self) -> PeriodKind:
        return PeriodKind(self.frequency)

    @property
    def goals(self) -> Goals:
        return Goals(self.baseline, self.target, self.alert)

    @property
    def version(self) -> str:
        """« 1.2 »: of the definition, then of the school's way to measure."""
        return f"{self.definition_version}.{self.method_version}"

    @property
    def definition_version(self) -> int:
        return self.formula_version if self.is_own else self.definition.version


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
