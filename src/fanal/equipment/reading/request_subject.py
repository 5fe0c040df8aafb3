"""What is a request about? A thing that other apps show a panel of, beside the request."""

from dataclasses import dataclass

from fanal.equipment.models import Equipment, Room


@dataclass(frozen=True)
class RequestSubject:
    """The room and the machine of a request; either may be missing."""

    room: Room | None
    equipment: Equipment | None
