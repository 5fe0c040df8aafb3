"""A request about a service that does not work waits for its end, and its asker is told once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from fanal.accounts.models import School
from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.helpdesk import tasks
from fanal.helpdesk.actions.outages import link_outage, tell_back
from fanal.helpdesk.actions.requests import close_request
from fanal.helpdesk.contributions import outages
from fanal.helpdesk.models import HelpRequest, Message, OutageLink
from fanal.helpdesk.reading.outages import ended_unsaid
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.online_services.models import OnlineService
from fanal.service_status.actions.states import declare_state, end_state
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.reading.states import troubles_of
from fanal.service_status.rules.states import ServiceState

CLOCK = system(System.SCHEDULE)
SENT = {"text": "Pronote refuse mon code", "guessed": "ent", "kind": "ent", "urgency": "annoying"}


def url(name, school, *args):
    return reverse(name, args=[school.uai, *args])


@pytest.fixture
def by(school):
    with scope(school):
        return actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD, *Delegated)


@pytest.fixture
def pronote(school):
    with scope(school):
        return OnlineService.objects.create(school=school, name="Pronote")


def declare(service, state, by, **fields):
    with scope(service.school_id):
        return declare_state(service, state, now=fields.pop("now", timezone.now()), by=by, **fields)


def ask(client, school, service):
    client.post(url("helpdesk:request_ask", school), SENT | {"service": str(service.pk)})
    with scope(school):
        return HelpRequest.objects.for_school(school).latest("pk")


def back(service):
    with scope(service.school_id):
        return tell_back(service, now=timezone.now(), by=CLOCK)


def jobs_promised():
    return ProcrastinateJob.objects.filter(task_name=outages.BACK).count()


def addresses(school):
    with scope(school):
        return list(
            Mail.objects.for_school(school).filter(key__contains="-back-").values_list("to", flat=True)
        )


@pytest.mark.django_db
def test_a_request_sent_while_it_lasts_waits_for_its_end_and_is_asked_whether_it_works(
    client_of, school, pronote, by
):
    teacher, lead = client_of(school, Role.TEACHER), client_of(school, Role.DIGITAL_LEAD)
    declare(pronote, ServiceState.DOWN, by)
    opening = teacher.get(url("helpdesk:request_ask", school) + f"?service={pronote.pk}").text
    assert "Votre demande y sera liée" in opening
    help_request = ask(teacher, school, pronote)
    page = url("helpdesk:request_page", school, help_request.number)
    assert "Liée à la panne de Pronote, depuis" in teacher.get(page).text
    assert url("states:state_page", school, pronote.pk) in teacher.get(page).text
    assert "1 demande liée" in lead.get(url("states:state_page", school, pronote.pk)).text
    declare(pronote, ServiceState.DISTURBED, by)
    assert back(pronote) == 0, "it still does not work"
    declare(pronote, ServiceState.OK, by)
    assert jobs_promised() == 2
    assert (back(pronote), back(pronote)) == (1, 0)
    with scope(school):
        help_request.refresh_from_db()
        message = Message.objects.for_school(school).get(help_request=help_request)
    assert (help_request.state, message.author_name) == ("solved", CLOCK.name)
    assert addresses(school) == [teacher.membership.person.email]
    text = teacher.get(page).text
    assert "Ça remarche" in text
    assert "Pronote fonctionne de nouveau" in text
    state = lead.get(url("states:state_page", school, pronote.pk)).text
    assert "Panne de Pronote" in state
    assert "demande liée</b>" not in state


@pytest.mark.django_db
def test_nothing_is_linked_when_it_works_nor_when_another_service_is_down(client_of, school, pronote, by):
    with scope(school):
        ent = OnlineService.objects.create(school=school, name="ENT")
    declare(ent, ServiceState.DOWN, by)
    ask(client_of(school, Role.TEACHER), school, pronote)
    with scope(school):
        assert not OutageLink.objects.for_school(school).exists()


@pytest.mark.django_db
def test_the_team_links_and_unlinks_in_one_gesture_and_nobody_else(client_of, school, pronote, by):
    teacher, lead = client_of(school, Role.TEACHER), client_of(school, Role.DIGITAL_LEAD)
    help_request = ask(teacher, school, pronote)
    down = declare(pronote, ServiceState.DOWN, by)
    page = url("helpdesk:request_page", school, help_request.number)
    link = url("helpdesk:outage_link", school, help_request.number, down.pk)
    assert link in lead.get(page).text
    assert link not in teacher.get(page).text
    assert teacher.post(link).status_code == 403
    lead.post(link)
    lead.post(link)
    assert "Liée à la panne de Pronote" in lead.get(page).text
    with scope(school):
        assert OutageLink.objects.for_school(school).count() == 1
    lead.post(url("helpdesk:outage_unlink", school, help_request.number))
    assert "Liée à la panne" not in lead.get(page).text
    declare(pronote, ServiceState.OK, by)
    assert lead.post(link).status_code == 404
    with scope(school), pytest.raises(RuleBroken, match="Cette panne est finie"):
        link_outage(help_request, StatePeriod.objects.get(pk=down.pk), now=timezone.now(), by=by)


@pytest.mark.django_db
def test_whoever_asked_twice_or_ended_it_before_is_told_once(school, pronote, by):
    down = declare(pronote, ServiceState.DOWN, by)
    with scope(school):
        first = HelpRequestFactory(school=school, requester__email="un@ecole.invalid")
        again = HelpRequestFactory(school=school, requester=first.requester)
        ended = HelpRequestFactory(school=school, requester__email="deux@ecole.invalid")
        for request in (first, again, ended):
            link_outage(request, down, now=timezone.now(), by=by)
        close_request(ended, now=timezone.now(), by=by)
        end_state(down, now=timezone.now(), by=by)
        end_state(down, now=timezone.now(), by=by)
    assert jobs_promised() == 1
    assert back(pronote) == 3
    assert sorted(addresses(school)) == ["deux@ecole.invalid", "un@ecole.invalid"]
    with scope(school):
        states = HelpRequest.objects.for_school(school).order_by("pk").values_list("state", flat=True)
        assert list(states) == ["solved", "solved", "closed"]
        mail = Mail.objects.for_school(school).get(key__contains="-back-", to="un@ecole.invalid")
    assert f"n°\u00a0{again.number}" in mail.text


@pytest.mark.django_db
def test_an_announced_end_is_told_though_nobody_presses_and_checks_switched_off_say_nothing(
    school, pronote, by
):
    now = timezone.now()
    down = declare(pronote, ServiceState.DOWN, by, now=now, ends=now + timedelta(minutes=1))
    with scope(school):
        request = HelpRequestFactory(school=school)
        link_outage(request, down, now=now, by=by)
        assert ended_unsaid(school.pk, now) == []
        assert ended_unsaid(school.pk, now + timedelta(minutes=2)) == [pronote.pk]
        assert tell_back(pronote, now=now + timedelta(minutes=2), by=CLOCK) == 1
        seen = StatePeriod.objects.create(
            school=school, service=pronote, state="down", source="checked", starts_at=now, ended_at=now
        )
        other = HelpRequestFactory(school=school)
        OutageLink.objects.create(school=school, help_request=other, period=seen)
        assert tell_back(pronote, now=now + timedelta(minutes=3), by=CLOCK) == 0
        with pytest.raises(NotAllowed):
            tell_back(pronote, now=now, by=by)


def test_two_people_who_say_the_end_tell_it_once(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD, *Delegated)
        pronote = OnlineService.objects.create(school=school, name="Pronote")
        down = declare_state(pronote, ServiceState.DOWN, now=timezone.now(), by=by)
        help_request = HelpRequestFactory(school=school, requester__email="un@ecole.invalid")
        link_outage(help_request, down, now=timezone.now(), by=by)
    presses = [
        lambda: end_state(down, now=timezone.now(), by=by),
        lambda: declare_state(pronote, ServiceState.OK, now=timezone.now(), by=by),
    ]
    assert at_once(school, *presses) == ["done", "done"]
    assert jobs_promised() == 1
    at_once(school, *[lambda: tasks.tell_back(school_id=school.pk, service_id=pronote.pk)] * 3)
    assert addresses(school) == ["un@ecole.invalid"]
    with scope(school):
        assert Message.objects.for_school(school).count() == 1
    assert School.objects.count() == 1


@pytest.mark.django_db
def test_the_page_of_a_request_knows_the_same_troubles_as_everybody(client_of, school, pronote, by):
    now = timezone.now()
    with scope(school):
        ent, pix = (OnlineService.objects.create(school=school, name=name) for name in ("ENT", "Pix"))
        seen = {"school": school, "source": "checked", "state": "down", "starts_at": now}
        for service, last in ((ent, now), (pix, now - timedelta(days=1))):
            StatePeriod.objects.create(service=service, **seen)
            ServiceWatch.objects.create(
                school=school,
                service=service,
                address="https://a.example.fr",
                is_authorized=True,
                next_at=now,
                last_at=last,
            )
        declare_state(pronote, ServiceState.DISTURBED, now=now, by=by)
        about = HelpRequestFactory(school=school, service=pronote)
        troubles = troubles_of(school, now)
    assert [trouble.service.name for trouble in troubles] == ["ENT", "Pronote"]
    page = client_of(school, Role.DIGITAL_LEAD).get(url("helpdesk:request_page", school, about.number)).text
    offered = [name.strip() for name in re.findall(r"Lier à la panne\s:\s([^<\"]+)", page)]
    assert offered == ["ENT", "Pronote"]
