"""A consumable, how many are left, and each movement that made it so."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from fanal.core.pages.search import holding, words_of
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.core.text.typography import grouped
from fanal.equipment.models import Equipment, Room
from fanal.supplies.models.purchase import READERS
from fanal.supplies.rules.stock import MOST_AT_ONCE, MovementKind, quantity_to_order, state_words

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member


FOLLOWED = Q(is_closed=False)
AT_THRESHOLD = FOLLOWED & Q(level__lte=F("threshold"))  # as `rules.stock.needs_order` says it


class ConsumableQuerySet(SchoolOwnedQuerySet):
    searched = ("name", "fits", "supplier", "supplier_reference")

    def visible_to(self, member: "Member") -> "ConsumableQuerySet":
        here = self.for_school(member.school)
        return here if member.has(*READERS) else here.none()

    def followed(self) -> "ConsumableQuerySet":
        return self.filter(FOLLOWED)

    def at_threshold(self) -> "ConsumableQuerySet":
        return self.filter(AT_THRESHOLD)

    def matching(self, typed: str) -> "ConsumableQuerySet":
        return holding(self, typed, *self.searched) if words_of(typed) else self


class Consumable(SchoolOwned):
    """`level` is the sum of its movements, written with each of them on the locked row; never negative."""

    name = models.CharField(
        "nom",
        max_length=100,
        help_text="Par exemple « Toner noir TK-8335K ».",
        error_messages={"blank": "Donnez un nom, par exemple « Toner noir TK-8335K »."},
    )
    unit = models.CharField(
        "unité",
        max_length=30,
        default="pièce",
        help_text="Au singulier : pièce, cartouche, ramette.",
        error_messages={"blank": "Donnez l’unité, par exemple « pièce »."},
    )
    fits = models.CharField(
        "pour quels appareils",
        max_length=200,
        blank=True,
        help_text="Types ou modèles, comme dans l’inventaire : « TASKalfa 3253ci ».",
    )
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, verbose_name="rangé dans", related_name="+"
    )
    threshold = models.PositiveSmallIntegerField(
        "seuil d’alerte",
        default=1,
        validators=[MaxValueValidator(MOST_AT_ONCE)],
        help_text="À ce nombre ou en dessous, il est à commander.",
    )
    supplier = models.CharField("fournisseur", max_length=100, blank=True)
    supplier_reference = models.CharField("référence du fournisseur", max_length=60, blank=True)
    price_cents = models.PositiveIntegerField("prix de l’unité, en euros", null=True, blank=True)
    level = models.PositiveIntegerField("en stock", default=0, editable=False)
    is_closed = models.BooleanField("n’est plus suivi", default=False)

    objects = ConsumableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="consumable_name_once"),
            SameSchool("room"),
        ]

    DATA = DataMap("tenir la réserve de consommables", "none", "vie de l’établissement")
    JOURNAL_NAME = "supplies.consumable"

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> tuple[str, str]:
        """Words and tone."""
        return state_words(self.level, self.threshold)

    @property
    def level_words(self) -> str:
        """« 3 en stock (pièce) »."""
        return f"{grouped(self.level)} en stock ({self.unit})"

    @property
    def to_order(self) -> int:
        return quantity_to_order(self.level, self.threshold)


class StockMovement(SchoolOwned):
    """So many more, or so many less; which machine or room took them; why it was corrected."""

    consumable = models.ForeignKey(Consumable, models.CASCADE, related_name="movements")
    kind = models.CharField(
        "mouvement",
        max_length=5,
        choices=[
            (MovementKind.IN.value, "Arrivée"),
            (MovementKind.OUT.value, "Sortie"),
            (MovementKind.COUNT.value, "Compté"),
        ],
    )
    change = models.IntegerField("quantité")
    equipment = models.ForeignKey(
        Equipment, models.SET_NULL, null=True, blank=True, verbose_name="pour l’appareil", related_name="+"
    )
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, verbose_name="pour la salle", related_name="+"
    )
    word = models.CharField("un mot", max_length=120, blank=True)
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("le")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="in", change__gt=0) | Q(kind="out", change__lt=0) | Q(kind="count"),
                name="stock_movement_sign",
            ),
            SameSchool("consumable"),
            SameSchool("equipment"),
            SameSchool("room"),
            SameSchool("made_by"),
        ]
        indexes = [models.Index(fields=["consumable", "-made_at"], name="stock_movement_recent")]

    DATA = DataMap("tenir la réserve de consommables", "qui a pris quoi", "1 an, puis sans nom")
    JOURNAL_NAME = "supplies.movement"

    def __str__(self) -> str:
        return f"{self.consumable}\u00a0: {self.change_words}"

    @property
    def change_words(self) -> str:
        """« +4 », « −1 », with a true minus sign; « 0 » of a count that was exact."""
        return f"{self.change:+d}".replace("-", "−") if self.change else "0"
