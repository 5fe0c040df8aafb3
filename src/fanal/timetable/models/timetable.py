"""The timetable of a school, as what holds its rooms: who teaches what is not kept."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned
from fanal.timetable.rules.timetable import Lesson


@dataclass(frozen=True)
class UnknownRoom:
    """A room as a file names it. `lessons`: those that wait for a room; `room`: the one that was chosen."""

    name: str
    count: int = 0
    lessons: list[list[Any]] = field(default_factory=list)
    room: int | None = None


def _apart(lessons: list[list[Any]]) -> list[list[Any]]:
    """Each once, in the order in which they are kept."""
    return [json.loads(text) for text in sorted({json.dumps(lesson) for lesson in lessons})]


class Timetable(SchoolOwned):
    """One is in force at most.

    `lessons`: rows of [room id, weekday, start, end, weeks, class, days]; `refused`: sentences.
    `unknown_rooms`: rows of [name, lessons of the file, these lessons as in `lessons` without their room, the
    id that somebody chose or none]; a name with its count, or alone, in what was kept before.
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
        app_label = "bookings"
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
        return [f"{one.name} ({one.count} cours)" if one.count else one.name for one in self.left_rooms]

    @property
    def _named_rooms(self) -> list["UnknownRoom"]:
        return [UnknownRoom(*([one] if isinstance(one, str) else one)) for one in self.unknown_rooms]

    @property
    def left_rooms(self) -> list["UnknownRoom"]:
        """Those for which nobody chose a room."""
        return [one for one in self._named_rooms if one.room is None]

    @property
    def matches(self) -> dict[str, int]:
        """The room that somebody chose for each name of the file."""
        return {one.name: one.room for one in self._named_rooms if one.room is not None}

    def matched(self, chosen: dict[str, int]) -> dict[str, Any]:
        """Its `lessons` and `unknown_rooms` once each of these names is this room."""
        lessons, rows = list(self.lessons), list[list[Any]]()
        for one in self._named_rooms:
            room = chosen.get(one.name, one.room)
            is_new = room is not None and one.room is None
            lessons += [[room, *lesson] for lesson in one.lessons] if is_new else []
            rows.append([one.name, one.count, [] if is_new else one.lessons, room])
        return {"lessons": _apart(lessons), "unknown_rooms": rows}

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
