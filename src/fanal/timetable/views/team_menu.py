"""What each page of the team's menu has: the menu."""

from dataclasses import dataclass

from fanal.core.pages.page import Page
from fanal.core.registry import registered
from fanal.timetable.reading.team_menu import TEAM_MENU, MenuEntry


@dataclass(frozen=True, kw_only=True)
class TeamMenuPage(Page):
    """A page under « Tenir les réservations »."""

    @property
    def menu(self) -> list[MenuEntry]:
        return registered(TEAM_MENU)
