"""Who has a thing over a time, as a grid says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from fanal.accounts.models.person import polite_name
from fanal.bookings.rules.booking import BookingState
from fanal.equipment.models.custody import CustodyQuerySet

OWN = ("pk", "room", "equipment", "kind", "label", "span__startswith", "span__endswith")
WHOLE = ("person", "person__civility", "person__given_name", "person__family_name")
BOOKED = ("booking", "booking__about", "booking__state")


@dataclass(frozen=True, slots=True)
class Held:
    """A custody, without the rows that a week has no use for. `ends`: None until a loan comes back.

    What leaves with its trolley has neither person nor booking of its own: they are those of the trolley.
    """

    custody_id: int
    room_id: int | None
    equipment_id: int | None
    kind: str
    label: str
    starts: datetime
    ends: datetime | None
    person_id: int | None
    civility: str | None
    given_name: str | None
    family_name: str | None
    booking_id: int | None
    about: str | None
    state: str | None

    def overlaps(self, starts: datetime, ends: datetime) -> bool:
        return self.starts < ends and (self.ends is None or self.ends > starts)

    @property
    def who(self) -> str:
        """« Mme Martin »; nobody's when it is closed."""
        if self.family_name is None:
            return ""
        return polite_name(self.civility or "", self.given_name or "", self.family_name)

    @property
    def is_closing(self) -> bool:
        return self.state == BookingState.CLOSED

    @property
    def is_asked(self) -> bool:
        return self.state == BookingState.ASKED


def held_rows(rows: CustodyQuerySet) -> QuerySet[Any, Any]:
    """The values of `Held`, in their order."""
    return rows.values_list(*OWN, *(Coalesce(f"within__{name}", name) for name in (*WHOLE, *BOOKED)))
