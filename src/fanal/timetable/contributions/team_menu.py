"""« Les heures de cours » and « L’emploi du temps » among the pages that the team keeps."""

from fanal.core.registry import register
from fanal.timetable.reading.team_menu import TEAM_MENU, MenuEntry

register(TEAM_MENU, "timetable.periods")(MenuEntry("bookings:lesson_periods", "Les heures de cours"))
register(TEAM_MENU, "timetable.lessons")(MenuEntry("bookings:timetable_start", "L’emploi du temps"))
