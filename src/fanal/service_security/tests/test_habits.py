"""The checklist of a service: answered, dated, journaled, kept two years, forgotten with whoever answered."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.reading.second_factors import second_factors_of
from fanal.accounts.tests.factories import member_of
from fanal.core.clock.testing import today
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.online_services.models import OnlineService
from fanal.service_security.actions.habits import answer_habits
from fanal.service_security.models import (
    AccessReview,
    ReviewedRight,
    ReviewedService,
    ServiceHabit,
)
from fanal.service_security.privacy import HABITS
from fanal.service_security.reading.habits import row_of, rows_of
from fanal.service_security.rules.habit_facts import HabitAnswer
from fanal.service_security.rules.habits import fingerprint

TODAY = date(2026, 11, 26)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def by(school) -> Actor:
    return actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD, *Delegated)


@pytest.fixture
def ent(school):
    with scope(school):
        yield OnlineService.objects.create(school=school, name="ENT")


def say(service, by, today=TODAY, answer=HabitAnswer.YES, code="factor", note="", **more):
    return answer_habits(service, {code: (answer, note)}, today=today, by=by, **more)


def line(service, code="factor", today=TODAY):
    row = row_of(service.school, service.pk, today)
    return next(habit_line for habit_line in row.lines if habit_line.habit.code == code)


def test_an_answer_is_dated_named_and_journaled(school, ent, by):
    assert say(ent, by, note=" Clé de sécurité ") == 1
    kept = ServiceHabit.objects.get()
    assert (kept.said_on, kept.said_by_id, kept.note) == (TODAY, by.person_id, "Clé de sécurité")
    assert JournalEntry.objects.filter(verb="online_services.habit_said").count() == 1
    assert line(ent).answer is HabitAnswer.YES


def test_what_did_not_change_keeps_its_day_unless_all_was_looked_at_again(ent, by):
    say(ent, by)
    later = TODAY + timedelta(days=30)
    assert say(ent, by, later) == 0
    assert ServiceHabit.objects.get().said_on == TODAY
    assert say(ent, by, later, again=True) == 1
    assert ServiceHabit.objects.get().said_on == later


def test_an_old_answer_given_again_is_dated_anew_and_left_alone_it_is_not_overwritten(ent, by):
    say(ent, by)
    later = TODAY + timedelta(days=400)
    assert say(ent, by, later, HabitAnswer.UNKNOWN) == 0
    assert "il y a plus d’un an" in line(ent, today=later).words
    assert say(ent, by, later) == 1
    assert line(ent, today=later).answer is HabitAnswer.YES


def test_not_knowing_is_not_written_where_nothing_was_said(ent, by):
    assert say(ent, by, answer=HabitAnswer.UNKNOWN) == 0
    assert say(ent, by, answer=HabitAnswer.UNKNOWN, note="Question posée à l’éditeur") == 1
    assert line(ent).answer is HabitAnswer.UNKNOWN


def test_another_answer_meanwhile_is_seen_before_anything_is_lost(school, ent, by):
    seen = fingerprint(row_of(school, ent.pk, TODAY).statements)
    say(ent, by, answer=HabitAnswer.NO)
    with pytest.raises(RuleBroken, match="Quelqu’un a répondu"):
        say(ent, by, seen=seen)
    now = fingerprint(row_of(school, ent.pk, TODAY).statements)
    assert say(ent, by, seen=now) == 1


def test_nobody_says_yes_to_what_fanal_sees(ent, by):
    with pytest.raises(RuleBroken, match="Fanal le voit"):
        say(ent, by, code="act")
    assert say(ent, by, code="act", answer=HabitAnswer.NEVER) == 1
    assert line(ent, "act").answer is HabitAnswer.NEVER


def test_only_those_who_keep_the_services_answer(school, ent):
    for role in (Role.DIGITAL_LEAD, Role.BURSAR, Role.TEACHER):
        with pytest.raises(NotAllowed):
            say(ent, Actor("x", "x", frozenset({role.value})))
    ent.archived_on = TODAY
    ent.save()
    with pytest.raises(NotAllowed):
        say(ent, Actor("x", "x", frozenset({Role.HEAD.value})))


def test_answers_are_kept_two_years(school, ent, by):
    say(ent, by)
    now = timezone.now()
    assert HABITS.purge(school.pk, now.replace(year=2028, month=11, day=20)) == 0
    assert HABITS.purge(school.pk, now.replace(year=2028, month=12, day=1)) == 1


def test_lists_measure_orphans_and_shared_accounts(keeper):
    keeper.staff("DURAND", "Anne")
    keeper.pupil("MARTIN", "Zoé")
    lines = ("adurand;DURAND;Anne;Enseignant", "x;ANCIEN;Max;Enseignant", "salle12;Salle 12;;Personnel")
    keeper.compare("\n".join(["Login;Nom;Prénom;Profil", *lines]), is_sure=True)
    lines = {habit_line.habit.code: habit_line for habit_line in rows_of(keeper.school, TODAY)[0].lines}
    assert lines["departures"].words == "1 compte orphelin dans la liste du 26 novembre"
    assert lines["shared"].words == "1 compte partagé dans la liste du 26 novembre"
    assert lines["admins"].answer is HabitAnswer.YES
    assert lines["review"].answer is HabitAnswer.YES
    assert all(lines[code].measured for code in ("departures", "shared", "admins", "review"))


@pytest.mark.django_db(transaction=True)
def test_two_people_who_answer_at_the_same_second_do_not_overwrite_each_other(school):
    with scope(school):
        ent = OnlineService.objects.create(school=school, name="ENT")
        people = [
            actor_of(member_of(school, Role.HEAD).person, Role.HEAD),
            actor_of(member_of(school, Role.DEPUTY).person, Role.DEPUTY),
        ]
    answers = zip(people, (HabitAnswer.YES, HabitAnswer.NO), strict=True)
    gestures = [lambda by=by, answer=answer: say(ent, by, answer=answer, seen="") for by, answer in answers]
    assert at_once(school, *gestures) == ["done", "refused"]
    with scope(school):
        assert ServiceHabit.objects.for_school(school).count() == 1


def test_the_last_review_of_accesses_says_who_proves_it_twice(school, ent):
    review = AccessReview.objects.create(
        school=school, number=1, title="Rentrée", opened_on=TODAY, due_on=TODAY + timedelta(days=9)
    )
    seen = ReviewedService.objects.create(school=school, review=review, service=ent, name="ENT")
    rights = [
        ReviewedRight.objects.create(
            school=school, reviewed=seen, who=who, source="act", factor=factor, decision="revoke"
        )
        for who, factor in (("Anne", "yes"), ("Max", "no"))
    ]
    assert line(ent).answer is HabitAnswer.UNKNOWN
    ReviewedService.objects.update(done_on=TODAY)
    assert line(ent).words == "Revue du 26 novembre : 1 administrateur sans double authentification"
    assert line(ent, "review").answer is HabitAnswer.YES
    ReviewedRight.objects.filter(pk=rights[1].pk).update(done_on=TODAY)
    assert line(ent).answer is HabitAnswer.YES


def test_second_proofs_are_counted_among_those_who_must_have_one(school):
    day = today()
    with scope(school):
        head, lead, teacher = (
            member_of(school, role) for role in (Role.HEAD, Role.DIGITAL_LEAD, Role.TEACHER)
        )
        Authenticator.objects.all().delete()
        assert second_factors_of(school, day) == (2, 0)
        Authenticator.objects.create(user=head.user, type="totp", data={})
        Authenticator.objects.create(user=lead.user, type="recovery_codes", data={})
        Authenticator.objects.create(user=teacher.user, type="totp", data={})
        assert second_factors_of(school, day) == (2, 1)
