"""When lessons are: the periods of a week, weeks A and B, the timetable that holds rooms.

The tables were made as those of `bookings`: that label stays, and with it their names in the database,
in exports and in the tables that are published (ADR 0057). Their migrations stand there, too.
"""

from fanal.timetable.models.alternation import WeekAlternation
from fanal.timetable.models.period import LessonPeriod
from fanal.timetable.models.timetable import Timetable

__all__ = ["LessonPeriod", "Timetable", "WeekAlternation"]
