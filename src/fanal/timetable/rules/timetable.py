"""Reading the lines of a timetable, as EDT and Pronote write them in a table: which room, when, which weeks.

Columns of EDT's export of lessons: JOUR, H.DEBUT, DUREE, SALLE, CLASSE, ALTERNANCE; a school's own table may
have an end (H.FIN) in place of a duration. An iCalendar file says each day of each lesson; its room is the
place, or a line « Salle : » of its note. Neither teacher nor subject is kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from fanal.core.calendars.events import DatedEvent
from fanal.core.imports.columns import Field
from fanal.core.text.words import fold
from fanal.timetable.rules.periods import WEEKDAYS, Period

FIELDS = (
    Field("day", "Jour", ("jours", "jour de la semaine")),
    Field("starts", "Heure de début", ("h.debut", "hdebut", "debut", "heure", "heure debut")),
    Field("ends", "Heure de fin", ("h.fin", "hfin", "fin", "heure fin")),
    Field("length", "Durée", ("duree", "durée du cours")),
    Field("room", "Salle", ("salles", "salle(s)", "lieu")),
    Field("about", "Classe", ("classes", "classe(s)", "division", "groupe", "public")),
    Field("weeks", "Alternance", ("alt", "altern", "semaine", "semaines", "quinzaine")),
    Field("frequency", "Fréquence", ()),
)
NEEDED = {"day": "le jour", "starts": "l’heure de début", "room": "la salle"}
HOUR = re.compile(  # a spreadsheet says 08:30:00; others 8h30min, 0830
    r"(\d{1,2})\s*[h:]\s*(\d{2})?(?:\s*min|mn|:00)?|(\d{2})(\d{2})", re.IGNORECASE
)
MINUTES = re.compile(r"(\d{2,3})\s*(?:min|mn|minutes)?", re.IGNORECASE)
EVERY = {"", "h", "hebdo", "hebdomadaire", "s", "toutes", "t", "ab", "a b"}
WEEK_A = {"a", "q1", "qa", "quinzaine 1", "sem a", "semaine a", "s a"}
WEEK_B = {"b", "q2", "qb", "quinzaine 2", "sem b", "semaine b", "s b"}
NUMBERED = {"1": "A", "2": "B"}  # where a table has both; alone, « 1 » is one week out of one
SEPARATORS = re.compile(r"[,;/|+]")
LONGEST = timedelta(hours=9)
MOST_ROOMS = 12  # of one lesson
SHORTEST_ENDING = 2
LONGEST_ABOUT = 60
ROOM = re.compile(r"^\s*salles?(?:\(s\))?\s*:(.*)$", re.IGNORECASE | re.MULTILINE)
CLASS = re.compile(
    r"^\s*(?:classe|groupe|public|division)s?(?:\(s\))?\s*:(.*)$", re.IGNORECASE | re.MULTILINE
)
TOO_MANY_ROOMS = f"Cette ligne nomme plus de {MOST_ROOMS} salles : ce n’est pas un cours."
NO_LENGTH = "Ce cours finit avant de commencer, ou dure plus de neuf heures."
BREATH = 15  # minutes of a period that a lesson may touch without taking it


@dataclass(frozen=True)
class Lesson:
    """One lesson of every week, of weeks A or B, or of the days that the file gives.

    `room`: the name as the file writes it; it may name several.
    """

    room: str
    weekday: int
    starts: time
    ends: time
    weeks: str = ""
    about: str = ""
    days: tuple[date, ...] = ()

    def is_on(self, day: date, letter: str) -> bool:
        """Whether it takes place that day; `letter`: A or B, or nothing where weeks do not alternate."""
        if self.days:
            return day in self.days
        return day.weekday() == self.weekday and self.weeks in {"", letter}


def read_lesson(cells: Mapping[str, str], *, is_numbered: bool = False) -> Lesson | str | None:
    """The lesson of one line; a sentence when it cannot be read. `is_numbered`: weeks are called 1 and 2.

    None of a line without a room, or with neither day nor hour: a lesson that is not placed holds nothing.
    """
    room = ", ".join(" ".join(line.split()) for line in cells.get("room", "").split("\n") if line.strip())
    if not room or not (cells.get("day", "") + cells.get("starts", "")).strip():
        return None
    if len(parts_of(room)) > MOST_ROOMS:
        return TOO_MANY_ROOMS
    weekday = _weekday(cells.get("day", ""))
    if weekday is None:
        return f"Le jour « {cells.get('day', '')} » n’est pas compris : écrivez-le en toutes lettres, seul."
    starts = _hour(cells.get("starts", ""))
    if starts is None:
        return f"L’heure « {cells.get('starts', '')} » n’est pas comprise : écrivez 8h30."
    ends = _ends(starts, cells)
    if ends is None:
        return "La fin n’est pas comprise : donnez une heure de fin, ou une durée comme 1h00."
    if ends <= starts or _minutes(ends) - _minutes(starts) > LONGEST.total_seconds() / 60:
        return NO_LENGTH
    alternation = cells.get("weeks", "").strip() or cells.get("frequency", "")
    weeks = _weeks(alternation, is_numbered=is_numbered)
    if weeks is None:
        return f"L’alternance « {alternation} » n’est pas comprise : A, B, Q1, Q2, ou rien."
    about = " ".join(cells.get("about", "").split())[:LONGEST_ABOUT]
    return Lesson(room, weekday, starts, ends, weeks, about)


def read_events(events: Iterable[DatedEvent]) -> tuple[list[Lesson], dict[int, str]]:
    """The lessons of a calendar, each with its days, and why some of its events are none, by their rank.

    An event without a room holds nothing.
    """
    days, refused = dict[Lesson, set[date]](), dict[int, str]()
    for event in events:
        room = " ".join(event.place.split()) or _said(event.note, ROOM)
        if not room:
            continue
        if len(parts_of(room)) > MOST_ROOMS:
            refused[event.rank] = TOO_MANY_ROOMS
        elif event.ends <= event.starts or event.ends - event.starts > LONGEST:
            refused[event.rank] = NO_LENGTH
        elif event.ends.date() != event.starts.date():
            refused[event.rank] = "Cet événement passe minuit : ce n’est pas un cours."
        else:
            day, about = event.starts.date(), _said(event.note, CLASS)[:LONGEST_ABOUT]
            hours = event.starts.time(), event.ends.time()
            days.setdefault(Lesson(room, day.weekday(), *hours, "", about), set()).add(day)
    return [replace(lesson, days=tuple(sorted(found))) for lesson, found in days.items()], refused


def parts_of(room: str) -> list[str]:
    """The names in « Salle 204, Salle 205 »."""
    return [name for part in SEPARATORS.split(room) if (name := " ".join(part.split()))]


def _said(note: str, label: re.Pattern[str]) -> str:
    """What follows « Salle : » or « Classe : » in the note of an event."""
    found = label.search(note)
    return " ".join(found[1].split()) if found else ""


def _weekday(text: str) -> int | None:
    """« lundi », « lun. », « Lu »; nothing else beside it, which might be a week."""
    word = fold(text).strip(" .")
    if len(word) < 2:
        return None
    return next((rank for rank, name in enumerate(WEEKDAYS) if fold(name).startswith(word)), None)


def _hour(text: str) -> time | None:
    found = HOUR.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _ends(starts: time, cells: Mapping[str, str]) -> time | None:
    if (ends := _hour(cells.get("ends", ""))) is not None:
        return ends
    text = cells.get("length", "").strip()
    length = _hour(text)
    if length is not None:
        minutes = _minutes(length)
    elif (found := MINUTES.fullmatch(text)) is not None:
        minutes = int(found[1])
    else:
        return None
    end = datetime.combine(date.min, starts) + timedelta(minutes=minutes)
    return end.time() if end.date() == date.min else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _weeks(text: str, *, is_numbered: bool) -> str | None:
    word = week_word(text)
    if word in NUMBERED:
        return NUMBERED[word] if is_numbered else "" if word == "1" else None
    if word in EVERY:
        return ""
    return "A" if word in WEEK_A else "B" if word in WEEK_B else None


def week_word(text: str) -> str:
    return " ".join(fold(text).replace(".", " ").split())


def fitted(starts: time, ends: time, periods: Iterable[Period]) -> tuple[time, time]:
    """The hours of the periods that a lesson fills: « 1h00 » in periods of 55 minutes is one, not two.

    A few minutes of a period are not it; a lesson outside every period keeps its own hours.
    """
    taken = [period for period in periods if _is_taken(period, starts, ends)]
    if not taken:
        return starts, ends
    return min(period.starts for period in taken), max(period.ends for period in taken)


def filled(weekday: int, starts: time, ends: time, periods: Iterable[Period]) -> bool:
    """Whether a lesson of this weekday takes a period at all: one on Saturday, at 20 h, may take none."""
    return any(period.weekday == weekday and _is_taken(period, starts, ends) for period in periods)


def _is_taken(period: Period, starts: time, ends: time) -> bool:
    first, last = max(_minutes(starts), _minutes(period.starts)), min(_minutes(ends), _minutes(period.ends))
    return last - first > BREATH


def apart(held: Iterable[tuple[time, time, str]]) -> list[tuple[time, time, str]]:
    """Two classes in one room at one hour hold it once, for both: what overlaps is one stretch.

    Rows of (start, end, class).
    """
    stretches = list[tuple[time, time, str]]()
    for starts, ends, about in sorted(held):
        if stretches and starts < stretches[-1][1]:
            since, until, others = stretches[-1]
            classes = dict.fromkeys(part for part in (*others.split(", "), about) if part)
            stretches[-1] = (since, max(ends, until), ", ".join(classes)[:LONGEST_ABOUT])
        else:
            stretches.append((starts, ends, about))
    return stretches


def rooms_named(name: str, rooms: Mapping[str, int]) -> tuple[set[int], list[str]]:
    """The room called just that; else of each name in it, or near the whole; and the names nobody knows."""
    if fold(name) in rooms:
        return {rooms[fold(name)]}, []
    by_part = {part: room_named(part, rooms) for part in parts_of(name)}
    held = {pk for pk in by_part.values() if pk is not None}
    if not held and (whole := room_named(name, rooms)) is not None:
        return {whole}, []
    return held, [part for part, pk in by_part.items() if pk is None]


def room_named(name: str, rooms: Mapping[str, int]) -> int | None:
    """The room of that name; else the only one whose name ends with it, as « 204 » for « Salle 204 ».

    « 1 » alone would be « Gymnase 1 » as well as « Salle 1 »: two signs at least.
    """
    wanted = fold(name)
    if wanted in rooms:
        return rooms[wanted]
    if len(wanted) < SHORTEST_ENDING:
        return None
    near = {
        pk
        for known, pk in rooms.items()
        if known.endswith(f" {wanted}") or (len(known) >= SHORTEST_ENDING and wanted.endswith(f" {known}"))
    }
    return near.pop() if len(near) == 1 else None
