"""The timetable as calendars: each lesson on its own days, with its class; never of another year."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.accounts.models import SchoolHoliday
from fanal.accounts.rules.places import TIME_ZONES
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, url
from fanal.core.calendars.worker import ZONES
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody
from fanal.timetable.models import Timetable
from fanal.timetable.tests.pages import apply

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


def test_calendars_in_different_letters_come_in_one_upload(lead, room, school):
    """December § 4.7: several .ics of different encodings in one upload."""
    wide = calendar(FRIDAY).decode().encode("utf-16")
    windows = calendar(TUESDAY, name="Château").decode().encode("cp1252")
    marked = b"\xef\xbb\xbf" + calendar(date(2026, 12, 3))
    answer = deposit(lead, school, wide, windows, marked)
    assert answer.status_code == 302
    page = words_of(lead.get(answer.url).text)
    assert "3 calendriers" in page
    assert "Salle info 3" in page


REPEATED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//EDT//FR
BEGIN:VEVENT
UID:u1
SUMMARY:Cours
LOCATION:Salle info
DTSTART;TZID=Europe/Paris:20261127T083000
DTEND;TZID=Europe/Paris:20261127T092500
RRULE:FREQ=WEEKLY;COUNT=4
END:VEVENT
BEGIN:VEVENT
UID:u1
RECURRENCE-ID;TZID=Europe/Paris;RANGE=THISANDFUTURE:20261211T083000
SUMMARY:Cours
LOCATION:Salle info
DTSTART;TZID=Europe/Paris:20261210T143000
DTEND;TZID=Europe/Paris:20261210T152500
END:VEVENT
END:VCALENDAR
"""


def times(lead, school) -> set[str]:
    apply(lead, school, kept(school))
    with scope(school):
        rows = Custody.objects.for_school(school).filter(kind=Custody.Kind.LESSON)
        return {f"{row.span.lower.astimezone(school.zone_info):%d/%m %H:%M}" for row in rows}


def test_a_change_of_one_lesson_and_all_that_follow_moves_them_all(lead, room, school):
    """December § 4.7: RECURRENCE-ID with THISANDFUTURE moved one time and left the others where they were."""
    deposit(lead, school, REPEATED.replace("\n", "\r\n").encode())
    assert times(lead, school) == {"27/11 08:30", "04/12 08:30", "10/12 14:25", "17/12 14:25"}


def test_two_rooms_may_share_the_key_of_a_lesson(lead, room, school):
    """The calendars of two rooms say one lesson: what changes it in one says nothing of the other."""
    other = REPEATED.replace("Salle info", "Ailleurs").replace("20261211T083000", "20261204T083000")
    deposit(lead, school, *(text.replace("\n", "\r\n").encode() for text in (REPEATED, other)))
    assert times(lead, school) == {"27/11 08:30", "04/12 08:30", "10/12 14:25", "17/12 14:25"}


def test_a_cancelled_rest_of_a_series_is_gone(lead, room, school):
    cancelled = REPEATED.replace("RECURRENCE-ID", "STATUS:CANCELLED\nRECURRENCE-ID")
    deposit(lead, school, cancelled.replace("\n", "\r\n").encode())
    assert times(lead, school) == {"27/11 08:30", "04/12 08:30"}


def test_lessons_go_on_to_the_eve_of_the_summer_and_the_others_are_named(lead, room, school):
    """December § 2.8: lessons stopped on a fixed 30 June, and events after it were dropped in silence."""
    friday, monday = date(2027, 7, 2), date(2027, 7, 5)
    with scope(school):
        days = {"first_day": date(2027, 7, 3), "back_on": date(2027, 9, 1)}
        SchoolHoliday.objects.create(school=school, school_year="2026-2027", name="Été", **days)
    answer = deposit(lead, school, calendar(FRIDAY, friday, monday))
    assert "Salle info 2" in words_of(lead.get(answer.url).text)
    assert "5 juillet 2027 : ces jours-là, rien n’est tenu" in words_of(lead.get(answer.url).text)
    apply(lead, school, kept(school))
    assert {day for day, _ in held(school)} == {FRIDAY, friday}


def test_lessons_of_every_week_end_with_the_year_too(lead, room, school):
    """December § 2.8: the eve of the summer, not a date of ours, unless no summer is known."""
    line = "JOUR;H.DEBUT;DUREE;SALLE\nvendredi;8h30;0h55;Salle info\n"
    lead.post(url(school, "timetable_start"), {"file": SimpleUploadedFile("edt.csv", line.encode())})
    apply(lead, school, kept(school))
    assert max(day for day, _ in held(school)) == date(2027, 6, 25)
    with scope(school):
        days = {"first_day": date(2027, 7, 3), "back_on": date(2027, 9, 1)}
        SchoolHoliday.objects.create(school=school, school_year="2026-2027", name="Été", **days)
    apply(lead, school, kept(school))
    assert max(day for day, _ in held(school)) == date(2027, 7, 2)


def test_the_staff_books_the_day_it_comes_back_before_the_pupils(lead, teacher, room, school):
    """December § 2.8: 31 August was closed even for the team; the days before it stay closed."""
    with scope(school):
        days = {"first_day": date(2027, 7, 3), "back_on": date(2027, 9, 1)}
        SchoolHoliday.objects.create(school=school, school_year="2026-2027", name="Été", **days)
    assert book(lead, room, (date(2027, 8, 31), "M1")).status_code == 302
    assert book(lead, room, (date(2027, 8, 30), "M1")).status_code == 422


def test_the_xml_of_edt_is_refused_with_what_to_export_instead(lead, room, school):
    """December § 4.7: it was « a web page »."""
    file = SimpleUploadedFile("edt.xml", b'<?xml version="1.0" encoding="UTF-8"?><EDT><COURS/></EDT>')
    answer = lead.post(url(school, "timetable_start"), {"file": file})
    assert answer.status_code == 422
    assert "C’est un fichier XML" in words_of(answer.text)
    assert "ou le calendrier iCal (.ics) de chaque salle" in words_of(answer.text)


def test_the_heading_alt_says_the_weeks(lead, room, school):
    """December § 4.7: header « ALT. » (weeks) read."""
    lines = "JOUR;H.DEBUT;DUREE;SALLE;ALT.\nlundi;8h30;1h00;Salle info;A\nmardi;8h30;1h00;Salle info;B\n"
    lead.post(url(school, "timetable_start"), {"file": SimpleUploadedFile("edt.csv", lines.encode())})
    assert {lesson[4] for lesson in kept(school).lessons} == {"A", "B"}
