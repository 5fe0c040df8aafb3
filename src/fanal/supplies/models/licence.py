"""A licence of a program, and who has a seat of it."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.core.text.typography import grouped
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import PRESENT
from fanal.supplies.models.purchase import RETENTION, Purchase, PurchaseQuerySet, count_by
from fanal.supplies.rules.licence import COUNTED, MOST_SEATS, LicenceKind


class LicenceQuerySet(PurchaseQuerySet):
    searched = ("name", "publisher", "supplier", "order_reference")

    def with_used(self, today: date) -> "LicenceQuerySet":
        """`used`: how many seats are given; `bought`: how many that day has, of the period that runs.

        What a renewal before the end adds is bought for its own days, not for those that are left.
        """
        early = Licence.objects.filter(
            pk=OuterRef("pk"), starts_on__gt=today, periods__starts_on__lte=today, periods__ends_on__gte=today
        )
        return self.annotate(
            used=count_by(LicenceSeat.objects.for_school(OuterRef("school_id")), "licence"),
            bought=Coalesce(Subquery(early.values("periods__seats")[:1]), F("seats")),
        )


class Licence(Purchase):
    """What was bought, where its proof and its key are kept: never the key itself (ADR 0044)."""

    name = models.CharField(
        "logiciel",
        max_length=100,
        help_text="Par exemple « Suite Adobe », « Pronote ».",
        error_messages={"blank": "Donnez le nom du logiciel."},
    )
    publisher = models.CharField("éditeur", max_length=100, blank=True)
    kind = models.CharField(
        "sorte de licence",
        max_length=7,
        choices=[
            (LicenceKind.MACHINE.value, "Une place par appareil"),
            (LicenceKind.PERSON.value, "Une place par personne"),
            (LicenceKind.SCHOOL.value, "Tout l’établissement"),
            (LicenceKind.FREE.value, "Libre ou gratuite"),
        ],
        default=LicenceKind.MACHINE,
    )
    seats = models.PositiveIntegerField(
        "places achetées",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text="Pour une licence par appareil ou par personne.",
    )
    proof_place = models.CharField(
        "où est la preuve d’achat",
        max_length=200,
        blank=True,
        help_text="Un lieu : « gestion, classeur Licences ».",
    )
    key_place = models.CharField(
        "où est gardée la clé",
        max_length=200,
        blank=True,
        help_text="Un lieu, jamais la clé : « coffre de la direction, enveloppe 3 ».",
    )
    program_words = models.CharField(
        "nom du programme sur les machines",
        max_length=80,
        blank=True,
        help_text="Un bout du nom que les machines remontent, par exemple « Photoshop » : Fanal les compte.",
    )

    objects = LicenceQuerySet.as_manager()

    class Meta(Purchase.Meta):
        constraints = [
            *Purchase.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=sorted(COUNTED), seats__isnull=False, seats__gte=1)
                | ~Q(kind__in=sorted(COUNTED)) & Q(seats__isnull=True),
                name="licence_counted_has_seats",
            ),
        ]

    DATA = DataMap("savoir quelles licences on a, où, jusqu’à quand", "none", RETENTION)
    JOURNAL_NAME = "supplies.licence"

    used: int  # these two are set by `with_used`
    bought: int | None

    @property
    def is_counted(self) -> bool:
        return self.kind in COUNTED

    @property
    def is_personal(self) -> bool:
        return self.kind == LicenceKind.PERSON

    @property
    def use_words(self) -> str:
        """« 3 sur 20 », needs `with_used`; « Tout l’établissement » where seats are not counted."""
        if not self.is_counted:
            return self.get_kind_display()
        return f"{grouped(self.used)} sur {grouped(self.bought or 0)}"

    @property
    def detail(self) -> str:
        whose = self.publisher or self.supplier
        return f"{whose} · {self.get_kind_display()}" if whose else self.get_kind_display()

    @property
    def left(self) -> int:
        return max(0, (self.bought or 0) - self.used)


class LicenceSeatQuerySet(SchoolOwnedQuerySet):
    def with_gone(self, today: date) -> "LicenceSeatQuerySet":
        """`is_gone`: of a machine that is no longer here, of somebody who left: to be taken back."""
        is_away = Q(equipment__isnull=False) & ~Q(equipment__state__in=PRESENT)
        has_left = Q(person__left_on__isnull=False, person__left_on__lte=today)
        is_gone = ExpressionWrapper(is_away | has_left, models.BooleanField())
        return self.annotate(is_gone=is_gone)

    def gone(self, today: date) -> "LicenceSeatQuerySet":
        return self.with_gone(today).filter(is_gone=True)


class LicenceSeat(SchoolOwned):
    """One seat, to a machine or to a person; given back, the row goes. The journal names no person."""

    licence = models.ForeignKey(Licence, models.CASCADE, related_name="given")
    equipment = models.ForeignKey(Equipment, models.CASCADE, null=True, related_name="licence_seats")
    person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, related_name="licence_seats")
    given_on = models.DateField("donnée le")

    objects = LicenceSeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(equipment__isnull=True, person__isnull=False)
                | Q(equipment__isnull=False, person__isnull=True),
                name="licence_seat_of_one",
            ),
            models.UniqueConstraint(fields=["licence", "equipment"], name="licence_seat_of_machine_once"),
            models.UniqueConstraint(fields=["licence", "person"], name="licence_seat_of_person_once"),
            SameSchool("licence"),
            SameSchool("equipment"),
            SameSchool("person"),
        ]

    DATA = DataMap(
        "savoir qui utilise une licence", "personnel qui a une place", "tant que la place est tenue"
    )
    JOURNAL_NAME = "supplies.seat"

    is_gone: bool  # set by `with_gone`

    def __str__(self) -> str:
        return str(self.equipment or self.person)
