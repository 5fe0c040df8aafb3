"""Many press at the same second: the last place is given once, the others wait in one line."""

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, at_once
from fanal.training.actions import registration as places
from fanal.training.actions.session import note_presence
from fanal.training.models import SessionOpinion, SessionRegistration, TrainingSubject
from fanal.training.tests.conftest import TODAY, after, asked, joined, person_of, planned, teacher_actor

pytestmark = pytest.mark.clock(TODAY)


def test_the_last_place_is_given_once(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        made = planned(school, by, seats=2)
        people = [person_of(school) for _ in range(AT_ONCE)]
    assert at_once(school, lambda rank: joined(made, people[rank])) == AT_ONCE
    with scope(school):
        rows = SessionRegistration.objects.for_school(school)
        assert (rows.seated().count(), rows.in_line().count()) == (2, AT_ONCE - 2)


def test_a_freed_place_is_given_once_however_many_leave(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        made = planned(school, by, seats=AT_ONCE)
        rows = [joined(made) for _ in range(AT_ONCE + 3)]
    now = timezone.now()
    left = at_once(
        school, lambda rank: places.leave_session(rows[rank], now=now, by=teacher_actor(rows[rank].person))
    )
    assert left == AT_ONCE
    with scope(school):
        kept = SessionRegistration.objects.for_school(school)
        assert (kept.seated().count(), kept.in_line().count()) == (3, 0)


def test_opinions_at_once_are_all_counted(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD)
        made = planned(school, by)
        rows = [joined(made) for _ in range(AT_ONCE)]
        note_presence(made, {row.pk for row in rows}, now=after(made), by=by)
    given = at_once(
        school,
        lambda rank: places.give_opinion(
            rows[rank], "1", now=after(made), by=teacher_actor(rows[rank].person)
        ),
    )
    assert given == AT_ONCE
    with scope(school):
        assert SessionOpinion.objects.for_school(school).get().count == AT_ONCE


def test_one_person_who_presses_many_times_has_one_need(transactional_db):
    school = SchoolFactory()
    with scope(school):
        person = person_of(school)
        subject = TrainingSubject.objects.create(school=school, name="Évaluer")
    assert at_once(school, lambda _: asked(school, subject, person)) == AT_ONCE
    with scope(school):
        assert subject.needs.count() == 1
