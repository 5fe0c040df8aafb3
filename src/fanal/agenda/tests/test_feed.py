"""A person’s tasks in their calendar: theirs alone, nobody’s name, and a link that dies when taken back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from fanal.accounts.models import Membership, User
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.agenda.tests.feeds import TODAY, make_link, page
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-25 09:00+01:00", tick=False):
        yield


def make(school, **fields):
    with scope(school):
        return YearTaskFactory(school=school, **fields)


def read(address):
    answer = ForgetfulClient().get(address)
    return Calendar.from_ical(answer.content) if answer.status_code == 200 else answer.status_code


def events(address):
    return {str(event["SUMMARY"]): event for event in read(address).walk("VEVENT")}


def test_one_s_own_tasks_alone_without_any_name(lead, school, client_of):
    with scope(school):
        other = PersonFactory(school=school, family_name="Autrui")
    mine = make(school, detail="Relire", note="Demander à Mme Autrui", is_to_check=True)
    make(school, owner="head", title="À la direction")
    make(school, person=other, title="À quelqu’un d’autre")
    make(school, state="aside", ended_at="2026-11-01T00:00Z", title="Écartée")
    done = make(school, state="done", ended_at="2026-11-01T00:00Z", ended_by=other)
    address = make_link(lead, school)
    by_title = events(address)
    assert set(by_title) == {mine.title, f"Fait : {done.title}"}
    raw = ForgetfulClient().get(address)
    assert raw.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in raw.headers["Cache-Control"]
    assert "Autrui" not in raw.text
    assert "À vérifier." in str(by_title[mine.title]["DESCRIPTION"])


def test_whole_days_and_an_identifier_that_stays(lead, school):
    task = make(school, due_on=date(2026, 11, 30))
    address = make_link(lead, school)
    before = events(address)[task.title]
    assert before["DTSTART"].to_ical() == b"20261130"
    assert before["DTSTART"].params["VALUE"] == "DATE"
    assert before["DTEND"].dt - before["DTSTART"].dt == timedelta(days=1)
    lead.post(reverse("agenda:move", args=[school.uai, task.number]), {"due_on": "2026-12-07"})
    after = events(address)[task.title]
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == date(2026, 12, 7)
    calendar = read(address)
    assert calendar["VERSION"] == "2.0"
    assert "UID" not in calendar  # a client that splits by UID would see one event alone
    lines = ForgetfulClient().get(address).text.split("\r\n")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in lines
    assert sum(line.startswith("X-WR-CALNAME") for line in lines) == 1
    assert max(len(line.encode()) for line in lines) <= 75


def test_another_link_closes_the_first_and_taking_it_back_closes_all(lead, school):
    first = make_link(lead, school)
    second = make_link(lead, school)
    assert first != second
    assert read(first) == 404
    assert read(second)
    lead.post(page(school, "feed_revoke"))
    assert read(second) == 404
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(verb__startswith="missions.feed")
        verbs = list(entries.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["missions.feed_made", "missions.feed_made", "missions.feed_revoked"]


@pytest.mark.parametrize("change", ["membership over", "person left"])
def test_it_opens_nothing_once_its_person_is_no_longer_of_the_school(lead, school, change):
    address = make_link(lead, school)
    with scope(school):
        if change == "person left":
            person = lead.membership.person
            person.left_on = TODAY
            person.save()
        else:
            Membership.objects.for_school(school).update(valid_until=TODAY - timedelta(days=1))
    assert read(address) == 404


def test_it_opens_no_other_school_and_cannot_be_guessed(lead, school, elsewhere, client_of):
    address = make_link(lead, school)
    assert read(address.replace(school.uai, elsewhere.uai)) == 404
    letters = address.rpartition("/")[2]
    assert read(address.replace(letters, "a" * 26 + ".ics")) == 404
    assert read(address.replace(letters, "court.ics")) == 404
    assert ForgetfulClient().post(address).status_code == 405


def test_the_page_shows_the_link_to_its_own_person(lead, school, client_of):
    address = make_link(lead, school)
    other = client_of(school, Role.HEAD)
    assert address not in other.get(page(school)).text
    assert "Créer mon lien" in other.get(page(school)).text


def test_it_opens_nothing_once_the_account_of_its_person_is_closed(lead, school):
    make(school)
    address = make_link(lead, school)
    assert read(address).walk("VEVENT")
    User.objects.filter(pk=lead.membership.user_id).update(is_active=False)
    assert read(address) == 404
