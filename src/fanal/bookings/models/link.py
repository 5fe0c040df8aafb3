"""Secret links that need no account: the screen in the hall, the calendar of a room or a trolley."""

from django.db import models
from django.db.models import Q

from fanal.bookings.models.bookable import Bookable
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class BookingLink(SchoolOwned):
    """A new `seed` makes another link, the old one opens nothing. Without a thing: the hall's screen."""

    bookable = models.ForeignKey(Bookable, models.CASCADE, null=True, related_name="links")
    seed = models.CharField("tirage", max_length=32)
    shows_names = models.BooleanField("montrer la classe et la personne", default=False)
    made_at = models.DateTimeField("créé le")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "bookable"], name="booking_link_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~Q(seed=""), name="booking_link_has_a_seed"),
            SameSchool("bookable"),
        ]

    DATA = DataMap("afficher les réservations", "none", "jusqu’à son retrait", secrets=("seed",))
    JOURNAL_NAME = "bookings.link"
    JOURNALED = frozenset({"made_at", "shows_names"})

    def __str__(self) -> str:
        return str(self.bookable or "Écran du hall")
