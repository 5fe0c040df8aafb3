"""The timetable of a school, as what holds its rooms: who teaches what is not kept."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django.db import models
from django.db.models import Q

from fanal.bookings.rules.timetable import Lesson
from fanal.core.datamap import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned


class Timetable(SchoolOwned):
    """One is in force at most.

    `lessons`: rows of [room id, weekday, start, end, weeks, class, days]; `refused`: sentences.
    `unknown_rooms`: rows of [name, lessons of the file]; a name alone, in what was kept before.
    `left_out`: of each room that holds its lessons, by its id, how many lost some of their time to what was
    booked (`count`), and the first of them in words (`first`); a number alone, in what was kept before.
    """

    name = models.CharField("fichier", max_length=120)
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    lessons = models.JSONField("cours", default=list)
    refused = models.JSONField("lignes refusées", default=list)
    unknown_rooms = models.JSONField("salles inconnues", default=list)
    left_out = models.JSONField("cours laissés", default=dict)
    is_in_force = models.BooleanField("en vigueur", default=False)
    made_at = models.DateTimeField("déposé le")
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"], name="timetable_in_force_once", condition=Q(is_in_force=True)
            ),
            SameSchool("made_by"),
        ]

    DATA = DataMap(
        "savoir quand les salles ont cours",
        "classes, qui a déposé le fichier",
        "jusqu’au suivant ou à son retrait",
    )
    JOURNAL_NAME = "bookings.timetable"
    JOURNALED = frozenset({"is_in_force"})

    def __str__(self) -> str:
        return self.name

    @property
    def unknown_words(self) -> list[str]:
        """« Info-1 (12 cours) »: each room of the file that nobody knows, and its lessons that are left."""
        return [one if isinstance(one, str) else "{} ({} cours)".format(*one) for one in self.unknown_rooms]

    def left_out_of(self, room: int) -> dict[str, Any]:
        """`count` and `first`; neither as long as the job of this room has not run."""
        kept = self.left_out.get(str(room), {})
        return {"count": kept} if isinstance(kept, int) else kept

    def room_lessons(self) -> Iterator[tuple[int, Lesson]]:
        """The id of its room, and each lesson."""
        for room, weekday, starts, ends, weeks, about, days in self.lessons:
            hours = time.fromisoformat(starts), time.fromisoformat(ends)
            dates = tuple(date.fromisoformat(day) for day in days)
            yield room, Lesson("", weekday, *hours, weeks, about, dates)
