"""The official calendar imported again: what it corrects reaches the schools of Corse and overseas too."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.accounts.models import SchoolHoliday
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import closings_of
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.tenancy import scope
from fanal.schools.actions.calendar_import import CalendarEffect, import_everywhere
from fanal.schools.formats.calendar_file import read_calendar
from fanal.schools.tests.official_calendar import BY, TODAY, as_json, row, sent_back, url

pytestmark = pytest.mark.clock(TODAY)


def in_corsica(*rows):
    return read_calendar(as_json([row(*cells, "Corse") for cells in rows]), "c.json")


SUMMER = ("Début des Vacances d'Été", "2027-07-02T22:00:00+00:00", "2027-07-02T22:00:00+00:00")
WHOLE = ("Vacances d'Été", "2027-07-02T22:00:00+00:00", "2027-09-05T22:00:00+00:00")


@pytest.mark.django_db
def test_a_summer_whose_end_is_published_later_reaches_a_school_outside_the_zones():
    corsica = SchoolFactory(uai="6200001G", zone="-")
    for rows, effect, back_on, is_certain in (
        (SUMMER, CalendarEffect.NEW, date(2027, 9, 1), False),
        (WHOLE, CalendarEffect.CHANGED, date(2027, 9, 6), True),
    ):
        done = import_everywhere(in_corsica(rows), is_preview=False, today=TODAY, by=BY)
        assert [plan.effect for plan in done.schools[corsica]] == [effect]
        with scope(corsica):
            kept = SchoolHoliday.objects.for_school(corsica).get()
            assert [closing.is_certain for closing in closings_of(corsica)] == [is_certain]
        assert (kept.back_on, kept.source) == (back_on, "calendrier officiel, fichier lu le 27/11/2026")


def test_the_page_writes_no_end_that_is_not_published_as_certain(client_of, time_machine):
    time_machine.move_to("2026-11-27T09:00:00+01:00", tick=False)
    corsica = SchoolFactory(uai="6200001G", zone="-")
    client = client_of(corsica, Role.HEAD)
    for cells, is_certain in ((SUMMER, False), (WHOLE, True)):
        file = SimpleUploadedFile("c.json", as_json([row(*cells, "Corse")]))
        preview = client.post(url("calendar_file", corsica), {"file": file})
        assert client.post(url("calendar_apply", corsica), sent_back(preview.text)).status_code == 302
        with scope(corsica):
            kept = SchoolHoliday.objects.for_school(corsica).get()
        assert (kept.is_certain, bool(kept.source)) == (is_certain, True)
        page = client.get(url("closings", corsica)).text
        assert (kept.source in page) is not is_certain  # « À vérifier », and from where
