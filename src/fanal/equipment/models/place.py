"""The places of a school: three fixed levels, as people say them."""

from typing import TYPE_CHECKING

from django.db import models

from fanal.accounts.models.roles import Role
from fanal.core.database.french_order import sort_key
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

NO_PERSON = DataMap("situer le matériel", "none", "vie de l’établissement")


def place_name(example: str) -> models.CharField:
    return models.CharField(
        "nom",
        max_length=60,
        help_text=f"Par exemple « {example} ».",
        error_messages={"blank": f"Donnez un nom, par exemple « {example} »."},
    )


class Site(SchoolOwned):
    """A site of the school; most have one."""

    name = place_name("Site principal")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="site_once")]

    DATA = NO_PERSON
    JOURNAL_NAME = "equipment.site"

    def __str__(self) -> str:
        return self.name


class Building(SchoolOwned):
    """A building of a site."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="buildings")
    name = place_name("Bâtiment A")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "site", "name"], name="building_once"),
            SameSchool("site"),
        ]

    DATA = NO_PERSON
    JOURNAL_NAME = "equipment.building"

    def __str__(self) -> str:
        return self.name


class RoomQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "RoomQuerySet":
        """Whoever works in the school, and the authority's technicians, who come there."""
        here = self.for_school(member.school)
        return here if member.person or member.has(Role.TECHNICIAN) else here.none()

    def offered(self) -> "RoomQuerySet":
        """Those in use, as a choice lists them."""
        return self.in_use().order_by(sort_key("name"))

    def in_use(self) -> "RoomQuerySet":
        return self.filter(is_closed=False)


class Room(SchoolOwned):
    """A room, a trolley's cupboard, the staff room: where a request says « où ? »."""

    building = models.ForeignKey(Building, models.PROTECT, verbose_name="bâtiment", related_name="rooms")
    name = place_name("Salle 204")
    floor = models.CharField("étage", max_length=20, blank=True)
    is_closed = models.BooleanField("n’est plus utilisée", default=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="room_once"),
            SameSchool("building"),
        ]

    DATA = NO_PERSON
    JOURNAL_NAME = "equipment.room"

    def __str__(self) -> str:
        return self.name
