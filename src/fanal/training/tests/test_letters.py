"""What is true of a session when a letter leaves: moved, cancelled, given up meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.training.actions import registration as places
from fanal.training.actions import session as actions
from fanal.training.tests.conftest import (
    SESSION,
    TODAY,
    asked,
    joined,
    person_of,
    planned,
    teacher_actor,
)

pytestmark = pytest.mark.clock(TODAY)


def waiting(made):
    """Who will read what: pairs of an address and the first word of a subject."""
    rows = Mail.objects.for_school(made.school_id).filter(
        key__startswith=f"seance-{made.pk}-", state="queued"
    )
    return sorted((mail.to, mail.subject.split()[0]) for mail in rows)


def moved(made, by):
    later = {name: SESSION[name] + timedelta(days=1) for name in ("starts_at", "ends_at")}
    values = {name: getattr(made, name) for name in SESSION} | {"subject": made.subject} | later
    return actions.change_session(made, values, now=timezone.now(), by=by)


def test_no_invitation_nor_registration_leaves_for_a_cancelled_session(school, boss, subject):
    """Invited at 21:00 and cancelled at 21:05: at 7:00 only those with a place are written to, once."""
    with scope(school):
        for _ in range(3):
            asked(school, subject)
        made = planned(school, boss, subject=subject)
        actions.invite(made, now=timezone.now(), by=boss)
        row = places.join_session(made, person_of(school), now=timezone.now(), by=boss)
        assert len(waiting(made)) == 4
        actions.cancel_session(made, "Malade", now=timezone.now(), by=boss)
        assert waiting(made) == [(row.person.email, "Annulé")]


def test_what_brings_somebody_in_says_the_new_moment_and_nothing_else(school, boss, subject):
    with scope(school):
        invited = asked(school, subject).person
        made = planned(school, boss, subject=subject, seats=2)
        actions.invite(made, now=timezone.now(), by=boss)
        added = places.join_session(made, person_of(school), now=timezone.now(), by=boss).person
        came = joined(made).person
        made = moved(made, boss)
        said = [(invited.email, "Une"), (added.email, "Inscription"), (came.email, "Changement")]
        assert waiting(made) == sorted(said)
        assert all("4 décembre" in mail.text for mail in Mail.objects.for_school(school)), "the new day"


def test_whoever_leaves_a_session_is_written_to_no_more(school, boss):
    """Convoked in the evening, left nine minutes later: no convocation at 7:00; the others keep theirs."""
    with scope(school):
        made = planned(school, boss)
        leaving, staying = joined(made), joined(made)
        actions.convoke(made, now=timezone.now(), by=boss)
        places.leave_session(leaving, now=timezone.now(), by=teacher_actor(leaving.person))
        assert waiting(made) == [(staying.person.email, "Convocation")]


def test_a_place_that_is_given_and_given_up_is_no_news(school, boss):
    with scope(school):
        made = planned(school, boss, seats=1)
        first, second = joined(made), joined(made)
        for row in (first, second):
            places.leave_session(row, now=timezone.now(), by=teacher_actor(row.person))
        assert waiting(made) == []


def test_whoever_takes_a_place_is_invited_no_more(school, boss, subject):
    with scope(school):
        need = asked(school, subject)
        made = planned(school, boss, subject=subject)
        actions.invite(made, now=timezone.now(), by=boss)
        joined(made, need.person)
        assert waiting(made) == []
