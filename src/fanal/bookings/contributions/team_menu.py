"""What can be booked, the exams, the links and the use, among the pages that the team keeps."""

from fanal.core.registry import register
from fanal.timetable.reading.team_menu import TEAM_MENU, MenuEntry

register(TEAM_MENU, "bookings.things")(MenuEntry("bookings:bookable_list", "Ce qui se réserve"))
register(TEAM_MENU, "bookings.exams")(MenuEntry("bookings:exam_list", "Examens"))
register(TEAM_MENU, "bookings.links")(MenuEntry("bookings:link_list", "Agendas et écran"))
register(TEAM_MENU, "bookings.use")(MenuEntry("bookings:use", "L’usage"))
