"""The figures of the home page: this year beside the last at the same date, and where it happens."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.equipment.tests.factories import RoomFactory
from fanal.helpdesk.contributions.measures import ASKED
from fanal.helpdesk.rules.year_so_far import compared
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.year.rules.periods import MeasurePeriod, PeriodKind, year_until
from fanal.year.rules.years import year_of

TODAY, CLOSED = date(2026, 11, 27), {"state": "closed", "closed_at": "2026-11-26T10:00Z"}
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-11-27 09:00+01:00", tick=False):
        yield


def at(*when):
    return timezone.make_aware(datetime(*when))


def home(browser, school):
    return browser.get(reverse("web:home", args=[school.uai])).text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("before", "first_asked", "said"),
    [
        (31, date(2025, 9, 10), "38 demandes depuis septembre, 31 l’an dernier à la même date"),
        (0, date(2025, 9, 10), ""),
        (31, date(2025, 11, 3), ""),
        (31, None, ""),
    ],
)
def test_last_year_is_told_when_fanal_saw_it_from_its_beginning(before, first_asked, said):
    assert compared(38, before, first_asked, TODAY) == said


def test_the_home_counts_this_year_and_the_last_to_the_same_day_as_the_year_in_figures(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        counted = [HelpRequestFactory(school=school, asked_at=at(2026, 9, 1, 8))]
        counted.append(HelpRequestFactory(school=school, asked_at=at(2026, 11, 26, 8)))
        HelpRequestFactory(school=school, asked_at=at(2026, 10, 1, 8), **CLOSED, merged_into=counted[0])
    assert "l’an dernier à la même date" not in home(lead, school)
    with scope(school):
        HelpRequestFactory(school=school, asked_at=at(2025, 9, 2, 8), **CLOSED)
        HelpRequestFactory(school=school, asked_at=at(2025, 11, 27, 8, 59), **CLOSED)
        HelpRequestFactory(school=school, asked_at=at(2025, 11, 27, 23, 59), **CLOSED)
        HelpRequestFactory(school=school, asked_at=at(2025, 11, 28), **CLOSED)
        HelpRequestFactory(school=school, asked_at=at(2026, 8, 31, 23), **CLOSED)
    assert "2 demandes depuis septembre, 3 l’an dernier à la même date" in home(lead, school)
    with scope(school):
        last_year = MeasurePeriod(year_of(TODAY).previous, PeriodKind.YEAR)
        assert ASKED.rows(school, year_until(TODAY)).count() == 2
        assert ASKED.rows(school, last_year.cut_on(date(2025, 11, 27))).count() == 3


def test_the_rooms_where_a_request_is_open_lead_to_them(client_of, school):
    lead, head = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.HEAD)
    assert "Où ça se passe" not in home(lead, school)
    with scope(school):
        quiet, waits, urgent = (RoomFactory(school=school) for _ in range(3))
        HelpRequestFactory(school=school, room=quiet, **CLOSED)
        HelpRequestFactory.create_batch(2, school=school, room=waits)
        HelpRequestFactory(school=school, room=urgent, urgency="blocked")
    page = home(lead, school).partition("Où ça se passe")[2].partition("</section>")[0]
    links = [reverse("equipment:room_page", args=[school.uai, room.pk]) for room in (quiet, waits, urgent)]
    assert [link in page for link in links] == [False, True, True]
    assert "room urgent" in page.partition(links[2])[0].rpartition("<a")[2]
    assert "Où ça se passe" not in home(head, school)


def test_the_home_asks_as_much_for_one_room_and_twenty(client_of, school, count_queries):
    lead = client_of(school, Role.DIGITAL_LEAD)
    with scope(school):
        HelpRequestFactory(school=school, room=RoomFactory(school=school))
    home(lead, school)
    with count_queries() as few:
        home(lead, school)
    with scope(school):
        for _ in range(19):
            HelpRequestFactory(school=school, room=RoomFactory(school=school))
    with count_queries() as many:
        page = home(lead, school)
    assert len(few) == len(many) <= MOST_QUERIES
    assert "Et d’autres salles, sur le plan" in page
