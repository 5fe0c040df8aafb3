"""Many press at the same second: the last place is given once, the others wait in one line."""

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.tenancy import scope
from fanal.core.testing import AT_ONCE, at_once
from fanal.training.actions import registration as places
from fanal.training.actions.session import note_presence
from fanal.training.models import SessionOpinion, SessionRegistration, TrainingSubject
from fanal.training.reading.room_code import room_code
from fanal.training.tests.conftest import TODAY, after, asked, joined, person_of, planned, teacher_actor, url

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


def test_a_list_left_open_takes_nothing_from_whoever_gave_the_code_since(school, lead, boss, time_machine):
    """A host's page shows nobody; one gives the code; the page ticks another: both were there."""
    with scope(school):
        made = planned(school, boss)
        coded, ticked, away = (joined(made) for _ in range(3))
    time_machine.move_to(made.starts_at, tick=False)
    lead = signed_in(lead.membership)
    page = lead.get(url(school, "session_page", made.pk)).text
    assert 'name="shown"' not in page
    with scope(school):
        now = timezone.now()
        places.sign_in_by_code(coded, room_code(made, now), now=now, by=teacher_actor(coded.person))
    lead.post(url(school, "presence_note", made.pk), {"present": [ticked.pk]})

    def there():
        with scope(school):
            return set(SessionRegistration.objects.for_school(school).filter(is_present=True))

    assert there() == {coded, ticked}
    assert lead.get(url(school, "session_page", made.pk)).text.count('name="shown"') == 2
    shown = [coded.pk, ticked.pk]
    lead.post(url(school, "presence_note", made.pk), {"shown": shown, "present": [ticked.pk, away.pk]})
    assert there() == {ticked, away}, "what this page took back is taken back"
