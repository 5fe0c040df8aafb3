"""The team is told of a technician's passage as each of them chose to be written to."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.helpdesk.models import NoticeChoice, WaitingNotice
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.visits.actions import visit as visits
from fanal.visits.rules.visit import Half, cannot_wait
from fanal.year.rules.delays import OFFICE_DAYS

NOW = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Paris"))
TOMORROW, LATER = date(2026, 11, 26), date(2026, 12, 3)
BY = Actor("mail", "Paul Durand", frozenset({Role.DIGITAL_LEAD}))
pytestmark = pytest.mark.clock(NOW)


@pytest.fixture
def person(school):
    with scope(school):
        return member_of(school, Role.BURSAR).person


def planned(school, person, frequency, day):
    NoticeChoice.objects.create(school=school, person=person, frequency=frequency)
    made = [HelpRequestFactory(school=school, state="waiting", waiting_for="authority") for _ in range(2)]
    plan = {"day": day, "half": Half.MORNING, "contact": "Loge"}
    return visits.plan_visit(school, [request.number for request in made], plan, now=NOW, by=BY)


def mails(school, person):
    return list(Mail.objects.for_school(school).filter(to=person.email).order_by("pk"))


@pytest.mark.parametrize(
    ("frequency", "day", "at_once", "waiting"),
    [
        pytest.param(NotificationFrequency.EACH, LATER, 1, 0, id="each mail"),
        pytest.param(NotificationFrequency.DIGEST, LATER, 0, 2, id="in the summary, on each request"),
        pytest.param(NotificationFrequency.DIGEST, TOMORROW, 1, 0, id="a summary would come too late"),
        pytest.param(NotificationFrequency.NEEDED, LATER, 0, 0, id="nothing is expected of them yet"),
        pytest.param(NotificationFrequency.NEEDED, TOMORROW, 1, 0, id="the door is to be opened"),
    ],
)
def test_each_of_the_team_is_told_as_they_chose(school, person, frequency, day, at_once, waiting):
    with scope(school):
        planned(school, person, frequency, day)
        assert len(mails(school, person)) == at_once
        kept = WaitingNotice.objects.for_school(school).filter(person=person).order_by("help_request__number")
        assert [notice.help_request.number for notice in kept] == [1, 2][:waiting]
        assert all("Passage prévu le jeudi 3 décembre" in notice.said for notice in kept)


def test_the_mail_says_how_to_receive_fewer(school, person):
    with scope(school):
        planned(school, person, NotificationFrequency.EACH, LATER)
        (mail,) = mails(school, person)
        assert "List-Unsubscribe" in mail.headers


def test_who_reads_a_summary_learns_at_once_that_tomorrow_is_put_off(school, person):
    with scope(school):
        visit = planned(school, person, NotificationFrequency.DIGEST, TOMORROW)
        plan = {"day": LATER, "half": Half.MORNING, "contact": "Loge"}
        visits.move_visit(visit, plan, now=NOW + timedelta(hours=1), by=BY)
        assert mails(school, person)[-1].subject == "Passage reporté au jeudi 3 décembre, le matin"


@pytest.mark.parametrize(
    ("today", "day", "soon"),
    [
        (date(2026, 11, 25), date(2026, 11, 26), True),
        (date(2026, 11, 25), date(2026, 11, 27), False),
        (date(2026, 11, 27), date(2026, 11, 30), True),
        (date(2026, 11, 27), date(2026, 12, 1), False),
        (date(2026, 11, 28), date(2026, 11, 30), True),
    ],
    ids=["tomorrow", "in two days", "Friday for Monday", "Friday for Tuesday", "Saturday for Monday"],
)
def test_which_day_a_summary_would_miss(today, day, soon):
    assert cannot_wait(day, today=today, calendar=OFFICE_DAYS) is soon
