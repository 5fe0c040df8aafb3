"""The timetable as calendars: each lesson on its own days, with its class; never of another year."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.accounts.rules.places import TIME_ZONES
from fanal.bookings.models import Timetable
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import apply, url
from fanal.core.calendars.worker import ZONES
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine
FRIDAY, TUESDAY = date(2026, 11, 27), date(2026, 12, 1)
LESSON = """BEGIN:VEVENT
UID:{uid}
SUMMARY:MATHS - DUPONT J.
LOCATION:{place}
DESCRIPTION:Matière : MATHS\\nProfesseur : DUPONT J.\\nClasse : 4e A\\nSalle : Salle info
DTSTART;TZID=Europe/Paris:{day:%Y%m%d}T133000
DTEND;TZID=Europe/Paris:{day:%Y%m%d}T142500
END:VEVENT
"""


def calendar(*days: date, place: str = "Salle info", name: str = "") -> bytes:
    events = "".join(LESSON.format(uid=f"u{day}", place=place, day=day) for day in days)
    head = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//EDT//FR\n{f'X-WR-CALNAME:{name}\n' if name else ''}"
    return f"{head}{events}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def deposit(lead, school, *files: bytes, name="salles.ics"):
    made = [SimpleUploadedFile(f"{rank}-{name}", file, "text/calendar") for rank, file in enumerate(files)]
    return lead.post(url(school, "timetable_start"), {"file": made})


def kept(school) -> Timetable:
    with scope(school):
        return Timetable.objects.for_school(school).latest("pk")


def held(school) -> set[tuple[date, str]]:
    with scope(school):
        rows = Custody.objects.for_school(school).filter(kind=Custody.Kind.LESSON)
        return {(row.span.lower.astimezone(school.zone_info).date(), row.label) for row in rows}


def test_each_lesson_holds_its_room_on_its_own_days_and_says_its_class(lead, teacher, room, school):
    """Issue 15: « CSV of Pronote/EDT as teachers export it, and iCalendar » (classroombookings#57)."""
    answer = deposit(lead, school, calendar(FRIDAY, TUESDAY))
    assert "Salle info 2" in words_of(lead.get(answer.url).text)
    apply(lead, school, kept(school))
    assert held(school) == {(FRIDAY, "4e A"), (TUESDAY, "4e A")}
    grid = words_of(teacher.get(f"{url(school)}?quoi={room.pk}&le={FRIDAY}").text)
    assert "4e A Cours" in grid


def test_neither_teacher_nor_subject_is_kept(lead, room, school):
    deposit(lead, school, calendar(FRIDAY))
    assert "DUPONT" not in str(kept(school).lessons)
    assert "MATHS" not in str(kept(school).lessons)


def test_the_calendars_of_several_rooms_come_at_once_and_are_named_by_their_room(lead, room, school):
    answer = deposit(lead, school, calendar(FRIDAY, place=""), calendar(TUESDAY, place="", name="Salle info"))
    page = words_of(lead.get(answer.url).text)
    assert "2 calendriers" in page
    assert "Salle info 2" in page


def test_a_calendar_of_last_year_is_refused_with_its_days(lead, room, school):
    """Issue 15, bad input: a timetable in the wrong year."""
    answer = deposit(lead, school, calendar(date(2025, 11, 28)))
    assert answer.status_code == 422
    assert "commencent du 28/11/2025 au 28/11/2025 : aucun n’est de cette année scolaire" in words_of(
        answer.text
    )


@pytest.mark.parametrize("name", ["edt 2025-2026.csv", "EDT_2027_28.csv"])
def test_a_table_whose_name_says_another_year_is_refused(lead, room, school, name):
    """Issue 15, bad input: a timetable in the wrong year; a table has no dates, its name may say one."""
    file = SimpleUploadedFile(name, b"JOUR;H.DEBUT;H.FIN;SALLE\nlundi;8h30;9h25;Salle info\n")
    answer = lead.post(url(school, "timetable_start"), {"file": file})
    assert answer.status_code == 422
    assert "l’année en cours est 2026-2027" in words_of(answer.text)


def test_a_table_beside_a_calendar_is_refused(lead, room, school):
    answer = deposit(lead, school, calendar(FRIDAY), b"JOUR;SALLE\n")
    assert answer.status_code == 422
    assert "Déposez un seul tableau" in words_of(answer.text)


def test_what_only_calls_itself_a_calendar_is_refused_as_one(lead, room, school):
    answer = deposit(lead, school, b"bonjour")
    assert answer.status_code == 422
    assert "endommagé" in words_of(answer.text)
    assert "n’est pas accepté" not in words_of(answer.text)


def test_every_zone_of_a_school_is_known_to_the_reader():
    assert {zone for zone, _ in TIME_ZONES} <= {*ZONES}
