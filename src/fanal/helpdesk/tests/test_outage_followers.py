"""« Me prévenir quand ça remarche »: known outages on the home page, one press, one mail when it is over."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.accounts.tests.factories import member_of
from fanal.core.clock.testing import today
from fanal.core.mail.models import Mail
from fanal.core.retention import removal
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.actions.outages import tell_back
from fanal.helpdesk.models import NoticeChoice, OutageFollower, WaitingNotice
from fanal.helpdesk.reading.outages import followed_and_back
from fanal.online_services.models import OnlineService
from fanal.service_status.actions.states import declare_state
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.reading.states import state_of
from fanal.service_status.rules.states import CHECKED, ServiceState

pytestmark = pytest.mark.django_db


@pytest.fixture
def pronote(school):
    with scope(school):
        return OnlineService.objects.create(school=school, name="Pronote")


@pytest.fixture
def teacher(client_of, school):
    browser = client_of(school, Role.TEACHER)
    with scope(school):
        person = browser.membership.person
        person.email = "teacher@ecole.invalid"
        person.save()
    return browser


def say(service, state, **more):
    with scope(service.school_id):
        by = actor_of(member_of(service.school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD, *Delegated)
        declare_state(service, state, now=timezone.now(), by=by, **more)


def back(service):
    with scope(service.school_id):
        tell_back(service, now=timezone.now(), by=system(System.SCHEDULE))


def home(browser, school):
    return words_of(browser.get(reverse("web:home", args=[school.uai])).text)


def follow(browser, school, service):
    return browser.post(reverse("helpdesk:outage_follow", args=[school.uai, service.pk]), follow=True)


def told(school):
    with scope(school):
        return list(Mail.objects.for_school(school).values_list("to", "subject"))


def test_the_home_page_of_a_teacher_says_what_is_known_and_proposes_to_tell(teacher, school, pronote):
    assert "C’est connu" not in home(teacher, school)
    say(pronote, ServiceState.DOWN)
    assert "Pronote en panne depuis" in home(teacher, school)
    assert "Me prévenir" in home(teacher, school)
    assert "Vous serez prévenu quand Pronote" in words_of(follow(teacher, school, pronote).text)
    assert "Me prévenir" not in home(teacher, school)
    follow(teacher, school, pronote)
    with scope(school):
        assert OutageFollower.objects.for_school(school).count() == 1


def test_they_are_told_once_when_it_works_again(teacher, school, pronote):
    say(pronote, ServiceState.DOWN)
    follow(teacher, school, pronote)
    back(pronote)
    assert told(school) == []
    say(pronote, ServiceState.OK)
    back(pronote)
    back(pronote)
    assert told(school) == [("teacher@ecole.invalid", "Pronote fonctionne de nouveau")]
    with scope(school):
        assert not OutageFollower.objects.for_school(school).exists()


def test_disturbed_is_not_over(teacher, school, pronote):
    say(pronote, ServiceState.DOWN)
    follow(teacher, school, pronote)
    say(pronote, ServiceState.DISTURBED)
    back(pronote)
    assert told(school) == []


def test_an_announced_end_that_comes_without_a_word_tells_them(teacher, school, pronote):
    say(pronote, ServiceState.DOWN, ends=timezone.now() + timedelta(hours=1))
    follow(teacher, school, pronote)
    with scope(school):
        assert followed_and_back(school, timezone.now()) == []
        assert followed_and_back(school, timezone.now() + timedelta(hours=2)) == [pronote.pk]


def test_whoever_wants_one_mail_a_day_finds_it_there(teacher, school, pronote):
    with scope(school):
        NoticeChoice.objects.create(school=school, person=teacher.membership.person, frequency="digest")
    say(pronote, ServiceState.DOWN)
    follow(teacher, school, pronote)
    say(pronote, ServiceState.OK)
    back(pronote)
    assert told(school) == []
    with scope(school):
        assert WaitingNotice.objects.for_school(school).get().said == "Pronote fonctionne de nouveau."


def test_what_works_cannot_be_waited_for(teacher, school, pronote):
    answer = follow(teacher, school, pronote)
    assert "n’est pas signalé en panne" in words_of(answer.text)


def test_a_service_of_another_school_is_not_there(teacher, school, elsewhere):
    with scope(elsewhere):
        other = OnlineService.objects.create(school=elsewhere, name="Pronote")
    assert follow(teacher, school, other).status_code == 404


def checked_down(service, since):
    return StatePeriod.objects.create(
        school=service.school, service=service, state=ServiceState.DOWN, source=CHECKED, starts_at=since
    )


def test_a_check_that_fell_silent_is_not_a_service_that_works(teacher, school, pronote):
    """As for the requests that wait: what is unknown after a check is unknown."""
    now = timezone.now()
    with scope(school):
        period = checked_down(pronote, now - timedelta(hours=4))
        checks = {
            "kinds": ["http"],
            "minutes": 15,
            "is_authorized": True,
            "address": "https://pronote.invalid",
        }
        ServiceWatch.objects.create(school=school, service=pronote, last_at=now, next_at=now, **checks)
    follow(teacher, school, pronote)
    with scope(school):
        assert OutageFollower.objects.for_school(school).exists()
        ServiceWatch.objects.for_school(school).update(last_at=now - timedelta(hours=3))
        assert state_of(pronote, now).state == ServiceState.UNKNOWN
        assert followed_and_back(school, now) == []
    back(pronote)
    assert told(school) == []
    with scope(school):
        assert OutageFollower.objects.for_school(school).exists()
        period.ended_at = now
        period.save()
    say(pronote, ServiceState.OK)
    back(pronote)
    assert len(told(school)) == 1


@pytest.mark.parametrize("state", [ServiceState.PLANNED, None], ids=["in maintenance", "archived"])
def test_maintenance_and_an_archive_are_no_service_that_works(teacher, school, pronote, state):
    say(pronote, ServiceState.DOWN)
    follow(teacher, school, pronote)
    if state:
        soon = timezone.now() + timedelta(hours=1)
        say(pronote, state, starts=timezone.now() - timedelta(minutes=5), ends=soon)
    else:
        with scope(school):
            OnlineService.objects.for_school(school).filter(pk=pronote.pk).update(archived_on=today())
    with scope(school):
        assert followed_and_back(school, timezone.now()) == []
    back(pronote)
    assert told(school) == []


def test_whoever_waits_for_three_months_is_forgotten(teacher, school, pronote):
    say(pronote, ServiceState.DOWN)
    follow(teacher, school, pronote)
    for days, left in ((89, 1), (91, 0)):
        removal.keep_no_longer(timezone.now() + timedelta(days=days))
        with scope(school):
            assert OutageFollower.objects.for_school(school).count() == left
