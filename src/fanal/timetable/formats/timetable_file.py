"""Reading the timetable that a school brings: one table of EDT or Pronote, or the calendars of its rooms.

Read before the transaction opens: tables and calendars are parsed in a limited child. RuleBroken says what
to do with a file that is no timetable, or the timetable of another year.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from fanal.core.calendars.reading import DAMAGED, is_calendar, read_events_of
from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import match_columns
from fanal.core.imports.heading import below_title
from fanal.core.sheets import Table, read_table
from fanal.timetable.rules.timetable import (
    FIELDS,
    NEEDED,
    NUMBERED,
    Lesson,
    read_events,
    read_lesson,
    week_word,
)
from fanal.year.rules.years import SchoolYear

MOST_LINES, MOST_LESSONS, MOST_FILES = 20_000, 10_000, 200
TOO_MANY = f"Ce fichier a plus de {MOST_LESSONS} cours : ce n’est pas un emploi du temps."
SEVERAL_TABLES = "Déposez un seul tableau, ou les calendriers (.ics) de vos salles, jusqu’à 200 à la fois."
XML = (
    "C’est un fichier XML : EDT l’écrit pour d’autres logiciels, et Fanal n’y lit pas les cours. Exportez "
    "d’EDT la liste des cours en texte (.txt ou .csv), avec JOUR, H.DEBUT, DUREE, SALLE, ou le calendrier "
    "iCal (.ics) de chaque salle."
)
NO_LESSON = "Aucun cours de ce fichier n’a de jour, d’heure et de salle : rien n’est gardé."
YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-/_]\s*(20)?(\d\d)(?!\d)")


@dataclass(frozen=True)
class TimetableFile:
    """What was read: its name, the digest of its bytes, its lessons, and what was not understood of it."""

    name: str
    sha256: str
    lessons: list[Lesson]
    refused: list[str]


def read_timetable_file(
    files: Sequence[tuple[str, bytes | Path]], *, zone: ZoneInfo, year: SchoolYear
) -> TimetableFile:
    """The lessons of one table, or of several calendars; `files`: name and content of each."""
    for name, _ in files:
        _of_this_year(name, year)
    if len(files) == 1 and not is_calendar(_head(files[0][1])):
        name, content = files[0]
        if name.lower().endswith(".ics"):
            raise RuleBroken(DAMAGED)
        if _is_xml(name, _head(content)):
            raise RuleBroken(XML)
        table = read_table(content, name, also=(".ics",))
        return _with_lessons(TimetableFile(name, table.source_sha256, *_of_table(table)))
    if len(files) > MOST_FILES or not all(is_calendar(_head(content)) for _, content in files):
        raise RuleBroken(SEVERAL_TABLES)
    contents = [content.read_bytes() if isinstance(content, Path) else content for _, content in files]
    events, unread = read_events_of(*contents, zone=zone, first=year.starts_on, last=year.ends_on)
    lessons, refused = read_events(events)
    if len(lessons) > MOST_LESSONS:
        raise RuleBroken(TOO_MANY)
    name = files[0][0] if len(files) == 1 else f"{len(files)} calendriers"
    sentences = [f"Événement {rank} : {why}" for rank, why in sorted((unread | refused).items())]
    return _with_lessons(TimetableFile(name, _digest(contents), lessons, sentences))


def _digest(contents: Sequence[bytes]) -> str:
    return hashlib.sha256(b"\r\n".join(contents)).hexdigest()


def _with_lessons(file: TimetableFile) -> TimetableFile:
    """The file; RuleBroken when not a lesson of it is placed in a room."""
    if not file.lessons:
        raise RuleBroken([NO_LESSON, *file.refused[:3]])
    return file


def _head(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return content[:64]
    with content.open("rb") as opened:
        return opened.read(64)


def _is_xml(name: str, head: bytes) -> bool:
    """Whether it is an export of EDT for another program, which no table is; a page of the web is not."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<?xml") or (name.lower().endswith(".xml") and not start.startswith(b"<html"))


def _of_this_year(text: str, year: SchoolYear) -> None:
    """RuleBroken when a name says the years of another timetable, as « edt 2025-2026.csv » does."""
    for first, _, last in YEARS.findall(text):
        if int(last) == (int(first) + 1) % 100 and int(first) != year.first:
            raise RuleBroken(
                f"Ce fichier est celui de l’année {first}-20{last} : l’année en cours est {year.label}. "
                "Exportez l’emploi du temps de cette année."
            )


def _of_table(table: Table) -> tuple[list[Lesson], list[str]]:
    table, _ = below_title(table, lambda headers: match_columns(headers, FIELDS))
    columns = match_columns(table.headers, FIELDS)
    if missing := [words for code, words in NEEDED.items() if code not in columns]:
        raise RuleBroken(
            f"Ce tableau ne dit pas {', '.join(missing)} : ses en-têtes doivent les nommer, par exemple "
            "JOUR, H.DEBUT, DUREE, SALLE."
        )
    if len(table) > MOST_LINES:
        raise RuleBroken(f"Ce tableau a plus de {MOST_LINES} lignes : ce n’est pas un emploi du temps.")
    lessons, refused = list[Lesson](), list[str]()
    rows = [
        (line, {code: cells[rank] for rank, code in enumerate(columns) if code})
        for line, cells in table.numbered()
    ]
    is_numbered = {week_word(cells.get("weeks", "")) for _, cells in rows} >= {*NUMBERED}
    for line, cells in rows:
        read = read_lesson(cells, is_numbered=is_numbered)
        if isinstance(read, str):
            refused.append(f"Ligne {line} : {read}")
        elif read is not None:
            lessons.append(read)
        if len(lessons) > MOST_LESSONS:
            raise RuleBroken(TOO_MANY)
    return lessons, refused
