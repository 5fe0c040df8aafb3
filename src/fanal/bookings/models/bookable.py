"""What can be booked in a school, and within which limits."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from fanal.accounts.models.roles import TEAM, Role
from fanal.bookings.rules.booking import (
    DAYS_AHEAD,
    HIGHEST_QUOTA,
    LONGEST_AHEAD,
    MOST_AT_ONCE,
    PERIODS_AT_ONCE,
    QUOTA,
    BookingLimits,
    OpenTo,
    is_for,
)
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.custody import lent_out
from fanal.equipment.rules.states import WORKING

if TYPE_CHECKING:
    from fanal.accounts.models.member import Actor, Member

OPEN_TO = [
    (OpenTo.EVERYONE.value, "Tout le personnel"),
    (OpenTo.TEACHERS.value, "Les enseignants"),
    (OpenTo.TEAM.value, "L’équipe seule : référents, direction, gestionnaire"),
]


def _how_many(rows: models.QuerySet) -> Coalesce:
    counted = rows.order_by().values("kept_in").annotate(count=models.Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _count(label: str, default: int, highest: int, help_text: str = "") -> models.PositiveSmallIntegerField:
    validators = [MinValueValidator(1), MaxValueValidator(highest)]
    return models.PositiveSmallIntegerField(
        label, default=default, validators=validators, help_text=help_text
    )


class BookableQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "BookableQuerySet":
        """Whoever works in the school; nobody of another house."""
        here = self.for_school(member.school)
        return here if member.person else here.none()

    def offered(self) -> "BookableQuerySet":
        return self.filter(is_offered=True)

    def listed(self) -> "BookableQuerySet":
        """With its name, how many things are kept in it, how many of them work and are not lent, and whether
        the thing itself is out of order, or a room that is no longer used.
        """
        contents = Equipment.objects.filter(school=OuterRef("school"), kept_in=OuterRef("equipment"))
        present = contents.filter(~lent_out("pk"), state__in=WORKING)
        name = Coalesce("room__name", "equipment__name")
        is_out = Q(room__is_closed=True) | Q(equipment__isnull=False) & ~Q(equipment__state__in=WORKING)
        return self.annotate(
            name=name,
            content=_how_many(contents),
            working=_how_many(present),
            is_out=ExpressionWrapper(is_out, output_field=models.BooleanField()),
        )


class Bookable(SchoolOwned):
    """A room, or a machine with what is kept in it (a trolley, a case), that people may book."""

    room = models.OneToOneField(Room, models.PROTECT, null=True, related_name="bookable")
    equipment = models.OneToOneField(Equipment, models.PROTECT, null=True, related_name="bookable")
    days_ahead = _count(
        "jours à l’avance, au plus",
        DAYS_AHEAD,
        LONGEST_AHEAD,
        help_text="Ni cette limite ni les deux suivantes ne tiennent pour l’équipe (référents, direction, "
        "gestionnaire).",
    )
    most_periods = _count("créneaux de suite, au plus", PERIODS_AT_ONCE, MOST_AT_ONCE)
    quota = _count("réservations à venir pour une personne, au plus", QUOTA, HIGHEST_QUOTA)
    shows_who = models.BooleanField(
        "montrer qui a réservé",
        default=True,
        help_text="Sinon, seule l’équipe le voit ; les autres lisent « Réservé ».",
    )
    open_to = models.CharField("qui peut réserver", max_length=10, choices=OPEN_TO, default=OpenTo.EVERYONE)
    needs_approval = models.BooleanField(
        "chaque réservation attend un accord",
        default=False,
        help_text="Le créneau est gardé en attendant. L’équipe réserve sans attendre.",
    )
    is_offered = models.BooleanField("se réserve", default=True)

    objects = BookableQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSchool("room"),
            SameSchool("equipment"),
            models.CheckConstraint(
                condition=Q(room__isnull=False) ^ Q(equipment__isnull=False), name="bookable_is_one_thing"
            ),
        ]

    DATA = DataMap("dire ce qui se réserve", "none", "vie de l’établissement")
    JOURNAL_NAME = "bookings.bookable"

    content = 0  # these four are set by `listed`
    working = 0
    is_out = False
    name: str | None = None

    def __str__(self) -> str:
        return self.name or str(self.thing)

    @property
    def thing(self) -> Room | Equipment:
        thing = self.room or self.equipment
        assert thing is not None  # `bookable_is_one_thing`
        return thing

    @property
    def is_room(self) -> bool:
        return self.room_id is not None

    @property
    def thing_id(self) -> int:
        """The key of its room or of its machine, without a question."""
        key: int | None = self.room_id if self.is_room else self.equipment_id
        assert key is not None  # `bookable_is_one_thing`
        return key

    @property
    def is_emptied(self) -> bool:
        """Whether all that is kept in it is lent or out of order; needs `listed`."""
        return self.content > 0 and self.working == 0

    @property
    def why_no_use(self) -> str:
        """Why nobody could use it now, in a word; empty when somebody could. Needs `listed`."""
        if self.is_out:
            return "N’est plus utilisée" if self.is_room else "Hors d’usage"
        return "Vide : rien n’est là" if self.is_emptied else ""

    @property
    def limits(self) -> BookingLimits:
        return BookingLimits(self.days_ahead, self.most_periods, self.quota)

    def is_for(self, actor: "Actor | Member") -> bool:
        """Whether this actor may book it at all."""
        roles = {"is_team": actor.has(*TEAM), "is_teacher": actor.has(Role.TEACHER)}
        return is_for(OpenTo(self.open_to), **roles)

    def is_approved_by(self, actor: "Actor") -> bool:
        """Whether this actor grants its bookings: the team, and whoever it names. One question."""
        return actor.has(*TEAM) or (
            actor.person_id is not None and self.approvers.filter(person_id=actor.person_id).exists()
        )

    @property
    def icon(self) -> str:
        return "door" if self.is_room else "devices"


class Approver(SchoolOwned):
    """Somebody beside the team who grants the bookings of one thing: whoever answers for the laboratory."""

    bookable = models.ForeignKey(Bookable, models.CASCADE, related_name="approvers")
    person = models.ForeignKey("accounts.Person", models.PROTECT, verbose_name="qui", related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "bookable", "person"], name="approver_once"),
            SameSchool("bookable"),
            SameSchool("person"),
        ]

    DATA = DataMap("dire qui accorde une réservation", "qui accorde", "tant que la personne l’est")
    JOURNAL_NAME = "bookings.approver"

    def __str__(self) -> str:
        return f"{self.person}"
