"""Places, the waiting line, a session that moves, who was there, the certificate, opinions, reminders."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.testing import signed_in
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.mail.models import Mail
from fanal.core.people.work import done_by
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.missions.actions.training import note_training
from fanal.training.actions import registration as places
from fanal.training.actions import session as actions
from fanal.training.actions.reminders import send_reminders
from fanal.training.models import SessionRegistration, TrainingNeed
from fanal.training.reading.room_code import room_code
from fanal.training.reading.session import calendar_file
from fanal.training.rules.session import TRIES
from fanal.training.tests.conftest import (
    SESSION,
    TODAY,
    after,
    asked,
    held,
    joined,
    person_of,
    planned,
    teacher_actor,
    url,
)

pytestmark = pytest.mark.clock(TODAY)


def letters_about(made, kind):
    return Mail.objects.for_school(made.school_id).filter(key__contains=f"-{kind}")


def values_of(made, **about):
    names = SESSION.keys() | {"subject"}
    return {name: getattr(made, name) for name in names} | about


def test_a_freed_place_goes_to_the_first_who_waits_and_is_told(school, boss):
    with scope(school):
        made = planned(school, boss, seats=1)
        first, second, third = (joined(made) for _ in range(3))
        assert [row.is_waiting for row in (first, second, third)] == [False, True, True]
        places.leave_session(first, now=timezone.now(), by=teacher_actor(first.person))
        second.refresh_from_db()
        third.refresh_from_db()
        assert (second.is_waiting, third.is_waiting) == (False, True)
        (letter,) = letters_about(made, "place")
        assert letter.to == second.person.email


def test_nobody_jumps_the_line_and_more_seats_seat_it(school, boss):
    with scope(school):
        made = planned(school, boss, seats=1)
        _, second = joined(made), joined(made)
        actions.change_session(made, values_of(made, seats=3), now=timezone.now(), by=boss)
        second.refresh_from_db()
        assert not second.is_waiting
        with pytest.raises(RuleBroken, match="ont déjà une place"):
            actions.change_session(made, values_of(made, seats=1), now=timezone.now(), by=boss)


def test_joining_twice_is_joining_once(school, boss):
    with scope(school):
        made = planned(school, boss)
        row = joined(made)
        assert joined(made, row.person) == row


def test_a_session_that_moves_is_told_once_and_its_calendar_follows(school, boss):
    """Moved after the convocation: each is told once, SEQUENCE grows, the UID stays."""
    with scope(school):
        made = planned(school, boss)
        rows = [joined(made) for _ in range(3)]
        now = timezone.now()
        for _ in range(2):
            actions.convoke(made, now=now, by=boss)
        assert letters_about(made, "convocation").count() == 3
        before = Calendar.from_ical(calendar_file(made)).walk("VEVENT")[0]
        later = {name: SESSION[name] + timedelta(days=1) for name in ("starts_at", "ends_at")}
        made = actions.change_session(made, values_of(made, **later), now=now, by=boss)
        assert letters_about(made, "convocation").count() == 0, "what had not left is no longer true"
        assert letters_about(made, "deplace").count() == len(rows)
        made = actions.change_session(made, values_of(made, title="Autre titre"), now=now, by=boss)
        assert letters_about(made, "deplace").count() == len(rows), "a title moves nobody"
        event = Calendar.from_ical(calendar_file(made)).walk("VEVENT")[0]
    assert (before["SEQUENCE"], event["SEQUENCE"]) == (0, 1)
    assert event["UID"] == before["UID"]
    assert event["DTSTART"].dt - before["DTSTART"].dt == timedelta(days=1)
    assert made.day == TODAY + timedelta(days=8)


def test_a_cancelled_session_says_why_and_its_calendar_too(lead, school, boss):
    with scope(school):
        made = planned(school, boss)
        joined(made)
    assert lead.post(url(school, "session_cancel", made.pk), {"why": ""}).status_code == 422
    lead.post(url(school, "session_cancel", made.pk), {"why": "Formateur absent"})
    with scope(school):
        made.refresh_from_db()
        (letter,) = letters_about(made, "annule")
        assert "Formateur absent" in letter.text
        assert b"STATUS:CANCELLED" in calendar_file(made)
        with pytest.raises(NotAllowed):
            joined(made)


def test_invited_are_those_who_need_it_and_nobody_learns_who(lead, school, subject, boss):
    with scope(school):
        needs = [asked(school, subject) for _ in range(3)]
        made = planned(school, boss, subject=subject)
    for _ in range(2):
        page = lead.post(url(school, "session_invite", made.pk), follow=True)
        lead.get(url(school, "plan"))
    with scope(school):
        sent = letters_about(made, "invitation")
        assert sorted(letter.to for letter in sent) == sorted(need.person.email for need in needs)
    assert all(str(need.person) not in page.text for need in needs)


def test_an_invitation_says_the_same_whoever_needs_it_and_none_leaves_for_a_full_session(
    lead, school, subject, boss
):
    """Nobody said the need, or some did, once or twice: the same words, which promise no letter."""
    with scope(school):
        made = planned(school, boss, subject=subject, seats=1)
    said = []
    for _ in range(2):
        said.append(words_of(lead.post(url(school, "session_invite", made.pk), follow=True).text))
        assert "n’est pas inscrite, s’il y en a, et une seule fois" in said[-1]
        with scope(school):
            asked(school, subject)
    with scope(school):
        joined(made)
        sent = letters_about(made, "invitation").count()
    refused = lead.post(url(school, "session_invite", made.pk))
    assert refused.status_code == 422
    assert "Cette séance est complète" in words_of(refused.text)
    assert "Proposer à ceux qui en ont besoin" not in refused.text
    with scope(school):
        assert letters_about(made, "invitation").count() == sent


def test_presence_by_the_list_meets_the_needs_of_those_who_came(school, subject, boss):
    with scope(school):
        there, away = asked(school, subject), asked(school, subject)
        made = planned(school, boss, subject=subject)
        rows = [joined(made, need.person) for need in (there, away)]
        with pytest.raises(RuleBroken, match="n’a pas commencé"):
            actions.note_presence(made, {rows[0].pk}, now=timezone.now(), by=boss)
        actions.note_presence(made, {rows[0].pk}, now=after(made), by=boss)
        there.refresh_from_db()
        away.refresh_from_db()
        assert (there.met_on, away.met_on) == (made.day, None)
        actions.note_presence(made, {rows[1].pk}, now=after(made), by=boss)
        assert list(TrainingNeed.objects.for_school(school).filter(met_on=None)) == [there]
        with pytest.raises(RuleBroken, match="30 jours"):
            actions.note_presence(made, set(), now=after(made, days=31), by=boss)


def test_presence_by_code_holds_a_minute_or_two(school, boss):
    """The code changes; that of another session or of three minutes ago is none."""
    with scope(school):
        made, other = planned(school, boss), planned(school, boss)
        row = joined(made)
        by, now = teacher_actor(row.person), made.starts_at
        wrong = (room_code(other, now), room_code(made, now, back=2), "", "AAAAAA" * 3)
        for typed in wrong:
            with pytest.raises(RuleBroken):
                places.sign_in_by_code(row, typed, now=now, by=by)
        early = made.ends_at + timedelta(hours=1)
        with pytest.raises(RuleBroken, match="pendant la séance"):
            places.sign_in_by_code(row, room_code(made, early), now=early, by=by)
        code = room_code(made, now, back=1)
        row = places.sign_in_by_code(row, f" {code.lower()[:3]} {code[3:]} ", now=now, by=by)
        assert (row.is_present, row.presence_way) == (True, "code")
        actions.note_presence(made, {row.pk}, now=after(made), by=boss)
        row.refresh_from_db()
        assert row.presence_way == "code", "the list keeps what the code said"


def test_a_script_cannot_guess_the_code(client_of, school, boss, time_machine):
    """After ten wrong ones even the right one is refused for a while, in the same page."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss)
        joined(made, teacher.membership.person)
    time_machine.move_to(made.starts_at, tick=False)
    page = url(school, "sign_in", made.pk)
    for _ in range(TRIES):
        assert teacher.post(page, {"code": "ZZZZZZ"}).status_code == 422
    refused = teacher.post(page, {"code": room_code(made, timezone.now())})
    assert refused.status_code == 422
    assert "Trop d’essais" in words_of(refused.text)
    with scope(school):
        assert not SessionRegistration.objects.for_school(school).get().is_present


def test_the_screen_of_the_room_is_for_whoever_hosts(client_of, school, boss, time_machine):
    host, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss, host=host.membership.person)
    time_machine.move_to(made.starts_at, tick=False)
    page = host.get(url(school, "room_page", made.pk))
    assert room_code(made, timezone.now()) in page.text
    assert '<svg role="img" aria-label="Code à scanner" width="100%" height="48vh"' in page.text, (
        "read from a seat"
    )
    assert 'font-size="10"' in page.text.split('height="14vh"')[1], (
        "letters as high as a seventh of the screen"
    )
    assert page["Refresh"] == "60"
    assert other.get(url(school, "room_page", made.pk)).status_code == 403


def test_who_registered_is_read_by_whoever_plans_or_hosts(client_of, lead, school, boss):
    host, other = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss, host=host.membership.person)
        row = joined(made, person_of(school, given_name="Ada", family_name="Hamelin"))
    for reader, reads in ((lead, True), (host, True), (other, False)):
        assert (str(row.person) in reader.get(url(school, "session_page", made.pk)).text) is reads
    assert other.post(url(school, "person_remove", made.pk, row.pk)).status_code == 403


def test_a_certificate_is_for_those_who_were_there(client_of, school, boss):
    there, away = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    with scope(school):
        made = planned(school, boss)
        row, _ = (joined(made, browser.membership.person) for browser in (there, away))
        actions.note_presence(made, {row.pk}, now=after(made), by=boss)
    assert there.get(url(school, "certificate_file", made.pk)).content.startswith(b"%PDF")
    refused = away.get(url(school, "certificate_file", made.pk))
    assert refused.status_code != 200
    assert "notées présentes" in words_of(refused.text)
    assert client_of(school, Role.TEACHER).get(url(school, "certificate_file", made.pk)).status_code == 404


def test_three_months_after_each_is_asked_once(school, boss):
    schedule = system(System.SCHEDULE)
    with scope(school):
        made, _ = held(school, boss, 3)
        for days in (80, 92, 93):
            send_reminders(school, now=after(made, days=days), by=schedule)
        assert letters_about(made, "trois-mois").count() == 3


def test_the_day_before_each_is_reminded_once(school, boss):
    schedule = system(System.SCHEDULE)
    with scope(school):
        made = planned(school, boss, seats=2)
        for _ in range(3):
            joined(made)
        for hours in (96, 24, 23):
            send_reminders(school, now=made.starts_at - timedelta(hours=hours), by=schedule)
        assert letters_about(made, "rappel").count() == 2, "who waits is not"


def test_a_session_flows_into_the_log_of_work_once(school, boss, lead):
    """Given and followed, with their minutes; what was noted under « Formation » is not counted twice."""
    host = lead.membership.person
    with scope(school):
        made = planned(school, boss, host=host)
        joined(made)
        actions.note_presence(made, set(), now=after(made), by=boss)
        done = [
            line
            for line in done_by(school.pk, host.pk, TODAY, made.day)
            if line.source.code == "training.given"
        ]
        assert [(line.day, line.count, line.spent) for line in done] == [(made.day, 1, 180)]
        values = {"way": "given", "day": made.day, "title": made.title, "minutes": 180}
        noted = values | {"organiser": "", "people": None, "is_shared": False}
        note_training(school, host, noted, today=made.day, by=actor_of(host, Role.DIGITAL_LEAD))
        codes = [line.source.code for line in done_by(school.pk, host.pk, TODAY, made.day)]
        assert "training.given" not in codes
        assert "missions.training" in codes


def test_what_a_lead_gave_is_proposed_under_formation_until_it_is_noted(school, boss, lead, time_machine):
    """The list « Formation » proposes it; noted there, it is proposed no more."""
    with scope(school):
        made = planned(school, boss, host=lead.membership.person)
        row = joined(made)
        actions.note_presence(made, {row.pk}, now=after(made), by=boss)
    time_machine.move_to(after(made, days=1), tick=False)
    lead = signed_in(lead.membership)
    address = reverse("trainings:training", args=[school.uai])
    page = lead.get(address, {"noter": f"donnee-{made.pk}"})
    assert "Ce que Fanal sait déjà" in page.text
    initial = {name: page.context["form"][name].value() for name in ("title", "amount", "people")}
    assert initial == {"title": made.title, "amount": 180, "people": 1}
    sent = initial | {"way": "given", "day": f"{made.day}", "unit": "minutes", "organiser": ""}
    lead.post(reverse("trainings:add", args=[school.uai]), sent)
    assert "Ce que Fanal sait déjà" not in lead.get(address).text
