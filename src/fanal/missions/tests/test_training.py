"""« Formation »: one's own list, its sums, and what the management may count of it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.people.erasure import PERSON, Subject, finder_of
from fanal.core.people.own_data import resolved
from fanal.core.tenancy import scope
from fanal.missions.models import OwnTraining
from fanal.missions.rules import training
from fanal.missions.rules.training import DurationUnit, Way

TODAY = date(2026, 11, 26)
LINE = {
    "way": "received",
    "title": "Protéger les données",
    "day": "2026-10-01",
    "amount": "2",
    "unit": "half_days",
}
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def url(school, name="training", *args):
    return reverse(f"trainings:{name}", args=[school.uai, *args])


def lines(school):
    with scope(school):
        return list(OwnTraining.objects.for_school(school).order_by("pk"))


@pytest.mark.parametrize(
    ("amount", "unit", "minutes"), [(90, "minutes", 90), (6, "hours", 360), (1, "half_days", 180)]
)
def test_an_amount_has_its_unit(amount, unit, minutes):
    assert training.minutes_of(amount, unit) == minutes


def test_a_half_day_is_three_hours():
    assert training.minutes_of(2, DurationUnit.HALF_DAYS) == 360
    assert training.minutes_of(45, DurationUnit.MINUTES) == 45
    assert [training.duration(minutes) for minutes in (45, 180, 200)] == ["45 min", "3 h", "3 h 20"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"minutes": 0}, "Une durée va"),
        ({"minutes": 2401}, "Une durée va"),
        ({"day": date(2026, 11, 27)}, "pas encore passé"),
        ({"day": date(2006, 11, 27)}, "trop ancien"),
        ({"people": 3}, "que vous donnez"),
        ({"people": 0, "way": "given"}, "de 1 à 2000"),
    ],
)
def test_what_cannot_be_kept_says_why(facts, said):
    given = {"minutes": 60, "day": TODAY, "way": Way.RECEIVED, "people": None} | facts
    (reason,) = training.refusals(given.pop("minutes"), given.pop("day"), today=TODAY, **given)
    assert said in reason


def test_received_and_given_are_summed_apart():
    received, given = training.sums([("received", 60, None), ("given", 20, 4), ("given", 60, 9)])
    assert received.words == "1 reçue, 1 h"
    assert given.words == "2 données, 1 h 20, 13 personnes"
    assert training.sums([])[0].words == "0 reçue"


def test_the_list_is_ones_own(lead, client_of, school):
    lead.post(url(school, "add"), LINE)
    page = lead.get(url(school)).text
    assert "Protéger les données" in page
    assert "1 reçue, 6 h" in page
    (line,) = lines(school)
    for role in (Role.HEAD, Role.DIGITAL_LEAD):
        browser = client_of(school, role)
        assert "Protéger les données" not in browser.get(url(school)).text
        assert "1 reçue" not in browser.get(url(school)).text
        assert browser.post(url(school, "share", line.pk), {"shared": "1"}).status_code == 404
        assert browser.post(url(school, "remove", line.pk)).status_code == 404
    assert client_of(school, Role.TEACHER).get(url(school)).status_code == 403
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(verb="missions.training_noted")
        assert "Protéger" not in entries.get().payload


def test_the_head_counts_what_is_shared_and_reads_no_title(lead, client_of, school):
    head = client_of(school, Role.HEAD)
    lead.post(url(school, "add"), LINE)
    assert "Aucun référent n’a partagé" in head.get(url(school)).text
    (line,) = lines(school)
    lead.post(url(school, "share", line.pk), {"shared": "1"})
    page = head.get(url(school)).text
    assert "1 reçue, 6\u00a0h" in page
    assert "Protéger les données" not in page
    lead.post(url(school, "share", line.pk), {"shared": "0"})
    assert "1 reçue, 6\u00a0h" not in head.get(url(school)).text


def test_each_school_year_has_its_sums(lead, school):
    lead.post(url(school, "add"), LINE)
    lead.post(url(school, "add"), LINE | {"day": "2026-05-04", "amount": "1"})
    assert "1 reçue, 6 h" in lead.get(url(school)).text
    assert "1 reçue, 3 h" in lead.get(url(school), {"annee": "2025-2026"}).text


def test_a_refused_line_says_why_and_keeps_what_was_typed(lead, school):
    answer = lead.post(url(school, "add"), LINE | {"day": "2027-01-01"})
    assert answer.status_code == 422
    assert "pas encore passé" in answer.text
    assert 'value="Protéger les données"' in answer.text
    assert lines(school) == []


def test_a_line_is_taken_away_by_its_owner(lead, school):
    lead.post(url(school, "add"), LINE)
    lead.post(url(school, "remove", lines(school)[0].pk))
    assert lines(school) == []


def test_the_page_costs_the_same_for_one_and_twenty(lead, client_of, school, count_queries):
    head, who = client_of(school, Role.HEAD), lead.membership.person
    lead.post(url(school, "add"), LINE | {"is_shared": "on"})
    costs = []
    for _ in range(2):
        for browser in (lead, head):
            browser.get(url(school))
            with count_queries() as queries:
                browser.get(url(school))
            costs.append(len(queries))
        with scope(school):
            fields = {"school": school, "person": who, "way": "given", "day": TODAY, "minutes": 20}
            OwnTraining.objects.bulk_create(
                OwnTraining(title=f"T{rank}", is_shared=True, **fields) for rank in range(20)
            )
    assert costs[:2] == costs[2:]


def test_who_handles_a_request_of_rights_does_not_read_the_list_while_its_owner_can(lead, school):
    lead.post(url(school, "add"), LINE)
    account = {"user_id": lead.membership.user_id}
    subject = Subject(PERSON, school.pk, lead.membership.person.pk, "A", "B", TODAY, **account)
    with scope(school):
        assert "Protéger les données" not in str(resolved(finder_of(PERSON).tell(subject)))
        lead.membership.valid_until = date(2026, 11, 25)
        lead.membership.save()
        assert "Protéger les données" in str(resolved(finder_of(PERSON).tell(subject)))
