"""The pages by which the team keeps lessons and bookings: one menu, filled by each area that has some."""

from dataclasses import dataclass

from fanal.core.registry import Kind


@dataclass(frozen=True)
class MenuEntry:
    """One page of the menu; `address`: the name of its address, with one argument, the school."""

    address: str
    label: str

    @property
    def url_name(self) -> str:
        """The name without its namespace, as the request knows it."""
        return self.address.partition(":")[2]


TEAM_MENU: "Kind[MenuEntry]" = Kind(
    "team menu",
    (
        "bookings.things",
        "timetable.periods",
        "timetable.lessons",
        "bookings.exams",
        "bookings.links",
        "bookings.use",
    ),
)
