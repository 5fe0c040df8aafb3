"""During a session: who waited, who came without a place, and a list that is noted before the end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.training.actions import registration as places
from fanal.training.actions import session as actions
from fanal.training.models import SessionRegistration
from fanal.training.reading.room_code import room_code
from fanal.training.tests.conftest import (
    TODAY,
    after,
    asked,
    joined,
    person_of,
    planned,
    teacher_actor,
    url,
)

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def host(client_of, school):
    return client_of(school, Role.TEACHER)


@pytest.fixture
def full(school, boss, host):
    """A session of one seat that a colleague hosts: one has the seat, one waits."""
    with scope(school):
        made = planned(school, boss, host=host.membership.person, seats=1)
        return made, joined(made), joined(made)


def begun(time_machine, made, browser):
    time_machine.move_to(made.starts_at + timedelta(minutes=10), tick=False)
    return signed_in(browser.membership)


def test_whoever_waited_and_came_is_ticked_in_the_list(school, host, full, time_machine):
    made, _, waiting = full
    host = begun(time_machine, made, host)
    page = host.get(url(school, "session_page", made.pk))
    assert "attendait une place" in words_of(page.text)
    assert f'value="{waiting.pk}"' in page.text
    host.post(url(school, "presence_note", made.pk), {"present": [waiting.pk]})
    with scope(school):
        waiting.refresh_from_db()
        assert (waiting.is_waiting, waiting.is_present, waiting.presence_way) == (False, True, "list")


def test_whoever_hosts_adds_those_who_came_above_the_seats(school, host, full, subject, time_machine):
    """Somebody who waited, and somebody who only came: both are there, nobody is written to."""
    made, _, waiting = full
    with scope(school):
        walked_in = person_of(school)
        written = Mail.objects.for_school(school).count()
    host = begun(time_machine, made, host)
    page = url(school, "person_add", made.pk)
    assert "Ajouter une personne venue" in host.get(page).text
    for person in (waiting.person, walked_in, walked_in):
        answer = host.post(page, {"person": person.pk}, follow=True)
        assert "La personne est inscrite, et notée présente." in words_of(answer.text)
    with scope(school):
        rows = SessionRegistration.objects.for_school(school).filter(person__in=[waiting.person, walked_in])
        assert [(row.is_waiting, row.is_present) for row in rows] == [(False, True)] * 2
        assert Mail.objects.for_school(school).count() == written
        with pytest.raises(NotAllowed):
            actions.welcome(made, person_of(school), now=timezone.now(), by=teacher_actor(walked_in))


def test_a_need_of_whoever_is_added_later_is_met(school, boss, subject):
    with scope(school):
        need = asked(school, subject)
        made = planned(school, boss, subject=subject)
        with pytest.raises(RuleBroken, match="n’a pas commencé"):
            actions.welcome(made, need.person, now=timezone.now(), by=boss)
        actions.note_presence(made, set(), now=after(made), by=boss)
        actions.welcome(made, need.person, now=after(made, days=2), by=boss)
        need.refresh_from_db()
        assert need.met_on == made.day
        with pytest.raises(RuleBroken, match="30 jours"):
            actions.welcome(made, person_of(school), now=after(made, days=31), by=boss)


def test_a_list_noted_before_the_end_leaves_the_session_open(school, host, full, time_machine):
    """At 18:46 of 18:46–20:00 others still scan: the code stays, and closing is asked apart."""
    made, seated, _ = full
    host = begun(time_machine, made, host)
    page, note = url(school, "session_page", made.pk), url(school, "presence_note", made.pk)
    assert "La clore maintenant" in host.get(page).text
    answer = host.post(note, {"present": []}, follow=True)
    assert "La séance est encore ouverte" in words_of(answer.text)
    assert host.get(url(school, "room_page", made.pk)).status_code == 200
    with scope(school):
        now = timezone.now()
        places.sign_in_by_code(seated, room_code(made, now), now=now, by=teacher_actor(seated.person))
    host.post(note, {"present": [], "close": "1"})
    assert host.get(url(school, "room_page", made.pk)).status_code != 200
    assert "Noter et rouvrir" in host.get(page).text
    host.post(note, {"present": [seated.pk], "shown": [seated.pk]})
    with scope(school):
        made.refresh_from_db()
        assert made.is_planned
    time_machine.move_to(after(made), tick=False)
    host = signed_in(host.membership)
    answer = host.post(note, {"present": [seated.pk], "shown": [seated.pk]}, follow=True)
    assert "La présence est notée." in words_of(answer.text)
    assert "Corriger la présence" in answer.text
    with scope(school):
        made.refresh_from_db()
        assert made.state == "held"


def test_before_it_begins_only_whoever_plans_adds_somebody(lead, school, host, full):
    made, _, _ = full
    with scope(school):
        person = person_of(school)
    page = url(school, "person_add", made.pk)
    assert host.post(page, {"person": person.pk}).status_code == 403
    answer = lead.post(page, {"person": person.pk}, follow=True)
    assert "la personne est sur la liste d’attente" in words_of(answer.text)


def test_who_is_not_enrolled_and_scans_the_room_is_told_whom_to_ask(client_of, school, full, time_machine):
    """The code of the room led a colleague to the 404 of a stranger; who waits typed it and was refused."""
    made, _, waiting = full
    stranger = begun(time_machine, made, client_of(school, Role.TEACHER))
    page = url(school, "sign_in", made.pk)
    for answer in (stranger.get(page + "?code=ABCDEF"), stranger.post(page, {"code": "ABCDEF"})):
        assert "demandez à qui anime de vous ajouter" in words_of(answer.text)
        assert answer.status_code != 404
    assert stranger.get(url(school, "sign_in", made.pk + 1)).status_code == 404
    with scope(school):
        waits = client_of(school, Role.TEACHER)
        SessionRegistration.objects.for_school(school).filter(pk=waiting.pk).update(
            person=waits.membership.person
        )
    words = "demandez à qui anime de vous noter présent"
    shown = waits.get(url(school, "session_page", made.pk)).text
    assert words in words_of(shown)
    assert page not in shown
    assert words in words_of(waits.get(page).text)


def test_whoever_is_noted_present_before_the_start_keeps_the_place(client_of, school, boss, time_machine):
    """« Je ne viens plus », one press and no question: presence gone, and the seat given away."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss)
        row = joined(made, teacher.membership.person)
    page, leave = url(school, "session_page", made.pk), url(school, "session_leave", made.pk)
    assert "Rendre votre place" in teacher.get(page).text, "asked before"
    time_machine.move_to(made.starts_at - timedelta(minutes=5), tick=False)
    teacher = signed_in(teacher.membership)
    with scope(school):
        now = timezone.now()
        places.sign_in_by_code(row, room_code(made, now), now=now, by=teacher_actor(row.person))
    assert leave not in teacher.get(page).text
    assert "Vous êtes noté présent" in words_of(teacher.post(leave).text)
    with scope(school):
        row.refresh_from_db()
        assert row.is_present


def test_a_full_session_says_why_it_is_not_proposed(lead, school, full, subject):
    made, *_ = full
    with scope(school):
        type(made).objects.for_school(school).filter(pk=made.pk).update(subject=subject)
    shown = words_of(lead.get(url(school, "session_page", made.pk)).text)
    assert "Complète : ajoutez des places, puis proposez-la" in shown
    assert url(school, "session_invite", made.pk) not in shown
