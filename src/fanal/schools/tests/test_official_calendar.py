"""The ministry's public calendar, as CSV, JSON and iCalendar, fills the calendar of a school."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.accounts.models import Holiday, SchoolHoliday
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import closings_of, load_holidays
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.tests.samples import SAMPLES, needs_samples
from fanal.schools.actions.calendar_import import CalendarEffect, import_everywhere
from fanal.schools.formats.calendar_file import read_calendar
from fanal.schools.rules.official_calendar import paris_day, periods_of, zone_key
from fanal.schools.tests.official_calendar import BY, ROWS, TODAY, YEAR, C, as_json, row, sent_back, url
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)


OF_C = [
    ("Vacances d’été 2026", date(2026, 7, 4), date(2026, 9, 1)),
    ("Vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 2)),
    ("Vacances de Noël", date(2026, 12, 19), date(2027, 1, 4)),
    ("Vacances d’hiver", date(2027, 2, 6), date(2027, 2, 22)),
    ("Pont de l’Ascension", date(2027, 5, 7), date(2027, 5, 10)),
    ("Vacances d’été 2027", date(2027, 7, 3), date(2027, 9, 1)),
]


def as_csv(rows=ROWS) -> bytes:
    lines = ["Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"]
    lines += [";".join(row.values()) for row in rows]
    return "\ufeff".encode() + "\r\n".join(lines).encode()


SLICES = [
    ("Vacances d'Été - Zones A/B/C", "20260704", "20260901"),
    ("Vacances d'Été(prérentrée Enseignants) - Zones A/B/C", "20260829", "20260901"),
    ("Vacances de la Toussaint - Zones A/B/C", "20261017", "20261102"),
    ("Vacances de Noël - Zones A/B/C", "20261219", "20270104"),
    ("Vacances d'Hiver - Zone C", "20270206", "20270213"),
    ("Vacances d'Hiver - Zones A/C", "20270213", "20270220"),
    ("Vacances d'Hiver - Zones A/B/C", "20270220", "20270222"),
    ("Vacances d'Hiver - Zones A/B", "20270222", "20270301"),
    ("Pont de l'Ascension - Zones A/B/C", "20270507", "20270507"),
    ("Début des Vacances d'Été - Zones A/B/C", "20270703", "20270703"),
]


def as_ics() -> bytes:
    events = [
        "BEGIN:VEVENT\r\nDTSTAMP:20260114T124531Z\r\n"
        f"DTSTART;VALUE=DATE:{first}\r\nDTEND;VALUE=DATE:{last}\r\n"
        f"SUMMARY:{name[:20]}\r\n {name[20:]}\r\nUID:{rank}@x\r\nEND:VEVENT\r\n"
        for rank, (name, first, last) in enumerate(SLICES)
    ]
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


def of_zone(content: bytes, name: str, zone: str = "C"):
    periods, refused = periods_of(read_calendar(content, name), zone, since=YEAR)
    assert not refused
    return [(period.name, period.first_day, period.back_on) for period in periods]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_json(), "c.json"),
        (as_csv(), "c.csv"),
        (as_ics(), "Zone-A-B-C.ics"),
        (json.dumps({"total_count": 9, "results": ROWS}).encode(), "api.json"),
        (json.dumps({"records": [{"fields": row} for row in ROWS]}).encode(), "api1.json"),
    ],
    ids=["JSON", "CSV", "iCalendar", "API v2", "API v1"],
)
def test_every_form_of_the_file_says_the_same(content, name):
    """Paris midnight in UTC, the end is the day of return, one bridge of one day, no date of teachers."""
    assert of_zone(content, name) == OF_C


def test_a_summer_whose_end_is_not_published_says_so():
    periods, _ = periods_of(read_calendar(as_json(), "c.json"), "C", since=YEAR)
    assert [period.is_end_known for period in periods] == [True] * 5 + [False]


@needs_samples
def test_the_published_samples_are_read():
    folder = SAMPLES / "calendar"
    content = (folder / "fr-en-calendrier-scolaire_zoneC_2025-2027.json").read_bytes()
    assert [row for row in OF_C if row not in of_zone(content, "c.json")] == []
    content = (folder / "data.education.gouv.fr_Zone-A-B-C_extract.ics").read_bytes()
    periods, refused = periods_of(read_calendar(content, "c.ics"), "C", since=SchoolYear(2025))
    spring = next(period for period in periods if "printemps" in period.name)
    assert (spring.first_day, spring.back_on, refused) == (date(2026, 4, 18), date(2026, 5, 4), [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-10-17T22:00:00+00:00", date(2025, 10, 18)),
        ("2025-12-19T23:00Z", date(2025, 12, 20)),
        ("2025-10-18T00:00:00+02:00", date(2025, 10, 18)),
        ("2025-10-17 22:00:00", date(2025, 10, 18)),
        ("2025-10-18", date(2025, 10, 18)),
    ],
)
def test_a_paris_midnight_is_a_day_of_paris(text, day):
    assert paris_day(text) == day


@pytest.mark.parametrize(
    ("zone", "department", "key"),
    [("A", "12", "A"), ("-", "2A", "corse"), ("-", "974", "reunion"), ("-", "975", "saintpierreetmiquelon")],
)
def test_a_school_outside_the_zones_is_read_by_its_place(zone, department, key):
    assert zone_key(zone, department) == key


def test_corsica_reads_its_own_lines():
    assert of_zone(as_json(), "c.json", "corse") == [
        ("Vacances de Carnaval", date(2027, 2, 6), date(2027, 2, 22))
    ]


def test_two_dates_for_one_holiday_are_refused_and_the_others_taken():
    rows = [*ROWS, row("Vacances de Noël", "2026-12-19T23:00:00Z", "2027-01-03T23:00:00Z", C, "Versailles")]
    periods, refused = periods_of(read_calendar(as_json(rows), "c.json"), "C", since=YEAR)
    assert len(periods) == len(OF_C) - 1
    assert refused == ["Vacances de Noël 2026-2027 : ce fichier en donne deux dates différentes."]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "c.json", "vide|calendrier"),
        (b"{}", "c.json", "n’est pas le calendrier"),
        (b"[" * 100_000, "c.json", "endommagé"),
        (b'[{"description": "x", "start_date": "hier"}]', "c.json", "endommagé"),
        (as_ics().replace(b":20261017", b":99999999"), "c.ics", "endommagé"),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:\xff", "c.ics", "endommagé"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "c.ics", "n’est pas le calendrier"),
        (b"Nom;Classe\nA;6A\n", "c.csv", "n’est pas le calendrier"),
        (b"<html>", "c.html", "."),
        (b"[" + b" " * 5_000_000 + b"]", "c.json", "4 Mo"),
        (json.dumps([row("x", "2026-10-17", "2026-10-18", C)] * 21_000).encode(), "c.json", "calendrier"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content, name, why):
    with pytest.raises(RuleBroken, match=why):
        read_calendar(content, name)


@pytest.mark.parametrize("role", [Role.HEAD, Role.DIGITAL_LEAD])
@pytest.mark.parametrize(
    ("content", "name"), [(as_json(), "c.json"), (as_csv(), "c.csv"), (as_ics(), "c.ics")]
)
def test_a_file_is_shown_then_fills_the_calendar_of_the_school_alone(
    client_of, school, elsewhere, time_machine, role, content, name
):
    time_machine.move_to("2026-11-27T09:00:00+01:00", tick=False)
    load_holidays()
    client = client_of(school, role)
    preview = client.post(url("calendar_file", school), {"file": SimpleUploadedFile(name, content)})
    assert preview.status_code == 200
    assert "Confirmée" in preview.text
    with scope(school):
        assert not SchoolHoliday.objects.for_school(school).exists()  # nothing before the last screen
    answer = client.post(url("calendar_apply", school), sent_back(preview.text))
    assert answer.url == url("closings", school)
    with scope(school):
        here = {(closing.name, closing.first_day, closing.back_on) for closing in closings_of(school)}
        assert set(OF_C) <= here
        kept = SchoolHoliday.objects.for_school(school).count()
    again = client.post(url("calendar_file", school), {"file": SimpleUploadedFile(name, content)})
    assert "dit déjà la même chose" in again.text
    assert kept == 4  # the draft's dates are confirmed; those of last summer and of next were there
    with scope(elsewhere):
        assert not SchoolHoliday.objects.for_school(elsewhere).exists()


def test_a_date_that_the_school_wrote_is_shown_before_it_changes(client_of, school, time_machine):
    time_machine.move_to("2026-11-27T09:00:00+01:00", tick=False)
    client = client_of(school, Role.HEAD)
    with scope(school):
        SchoolHoliday.objects.create(
            school=school,
            school_year="2026-2027",
            name="Vacances de Noël",
            first_day=date(2026, 12, 18),
            back_on=date(2027, 1, 4),
        )
    file = SimpleUploadedFile("c.json", as_json())
    preview = client.post(url("calendar_file", school), {"file": file})
    assert "Dates changées" in preview.text
    client.post(url("calendar_apply", school), sent_back(preview.text))
    with scope(school):
        kept = SchoolHoliday.objects.for_school(school).get(name="Vacances de Noël")
    assert kept.first_day == date(2026, 12, 19)


def test_nobody_else_may_and_a_broken_preview_writes_nothing(client_of, school):
    teacher, head = client_of(school, Role.TEACHER), client_of(school, Role.HEAD)
    assert teacher.get(url("calendar_file", school)).status_code == 403
    file = {"file": SimpleUploadedFile("c.json", as_json())}
    assert teacher.post(url("calendar_file", school), file).status_code == 403
    assert teacher.post(url("calendar_apply", school), {"name": "x"}).status_code == 403
    assert head.get(url("calendar_file", school)).status_code == 200
    assert head.post(url("calendar_file", school), {}).status_code == 422
    for broken in ({}, {"name": ["x"]}, {"name": ["x"], "first_day": ["hier"], "back_on": ["demain"]}):
        assert head.post(url("calendar_apply", school), broken).status_code == 422
    with scope(school):
        assert not SchoolHoliday.objects.for_school(school).exists()


@pytest.mark.django_db
def test_the_keeper_fills_the_calendar_of_every_school():
    load_holidays()
    corsica = SchoolFactory(uai="6200001G", zone="-")
    events = read_calendar(as_json(), "c.json")
    preview = import_everywhere(events, is_preview=True, today=TODAY, by=BY)
    assert [change.effect for change in preview.schools[corsica]] == [CalendarEffect.NEW]
    assert not Holiday.objects.filter(
        zone="C", name="Vacances d’hiver", is_certain=True, school_year="2026-2027"
    )
    import_everywhere(events, is_preview=False, today=TODAY, by=BY)
    held = Holiday.objects.get(zone="C", name="Vacances d’hiver", school_year="2026-2027")
    assert (held.is_certain, held.source) == (True, "calendrier officiel, fichier lu le 27/11/2026")
    with scope(corsica):
        assert SchoolHoliday.objects.for_school(corsica).get().name == "Vacances de Carnaval"
        SchoolHoliday.objects.for_school(corsica).update(back_on=date(2027, 2, 24))
        SchoolHoliday.objects.for_school(corsica).update(source="")
    done = import_everywhere(events, is_preview=False, today=TODAY, by=BY)
    assert {change.effect for change in done.zones["C"]} == {CalendarEffect.SAME}
    assert [change.effect for change in done.schools[corsica]] == [CalendarEffect.KEPT]
