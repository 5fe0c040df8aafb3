"""A log fills itself from what was done, and obeys its person alone."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.accounts.models.member import Actor, actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.agenda.actions import task as agenda_actions
from fanal.agenda.rules.codes import Activity
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.core import journal
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.words import JOURNAL_WORDS
from fanal.core.people.work import by_code, done_by
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.helpdesk.models import TimeSpent
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.missions.rules.parts import BY_CODE
from fanal.work_log import tasks
from fanal.work_log.actions.gathering import choose_durations, gather_work
from fanal.work_log.actions.line import (
    add_work,
    correct_minutes,
    correct_work,
    delete_work,
    put_work_aside,
    restore_work,
)
from fanal.work_log.actions.share import share_work, stop_sharing
from fanal.work_log.models import WorkDefault, WorkEntry, WorkShare
from fanal.work_log.privacy import DURATIONS, WORK

TODAY, DAY = date(2026, 11, 26), datetime(2026, 11, 20, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
SECRET = "Réunion secrète"
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 10:00+01:00", tick=False):
        yield


@pytest.fixture
def lead(school):
    with scope(school):
        return member_of(school, Role.DIGITAL_LEAD).person


def by(person, role=Role.DIGITAL_LEAD):
    return actor_of(person, role)


def solved(school, person, kind="projector", moment=DAY):
    return HelpRequestFactory(
        school=school,
        kind=kind,
        taken_by=person,
        state="closed",
        asked_at=moment,
        solved_at=moment,
        closed_at=moment,
    )


def gather(school, person):
    return gather_work(school, person.pk, today=TODAY, by=by(person))


def lines(person):
    rows = WorkEntry.objects.for_school(person.school_id).of(person.pk).order_by("day", "source")
    return [(row.what, row.part, row.minutes) for row in rows]


def written(**more):
    return {"day": TODAY, "minutes": 20, "activity": Activity.ADVICE, "what": SECRET} | more


def test_every_source_belongs_to_a_line_of_the_mission_and_leads_to_a_page():
    said = {verb for words in registered(JOURNAL_WORDS) for verb in words.sentences}
    assert len(by_code()) > 30
    for source in by_code().values():
        assert source.part in BY_CODE, source.code
        assert 1 <= source.minutes <= 60
        assert reverse(source.page, args=["9990001X"])
        assert (source.rows is None) == bool(source.verbs), source.code
        assert said.issuperset(source.verbs), source.code


def test_all_sources_are_asked_in_one_question(school, lead):
    with scope(school):
        done_by(school.pk, lead.pk, TODAY, TODAY)
        with CaptureQueriesContext(connection) as queries:
            done_by(school.pk, lead.pk, TODAY, TODAY)
    assert len(queries) == 1


def test_requests_of_a_day_make_one_line_and_services_are_counted_apart(school, lead):
    with scope(school):
        solved(school, lead), solved(school, lead), solved(school, lead, "account")
        solved(school, PersonFactory(school=school))
        gather(school, lead)
        assert lines(lead) == [
            ("1 demande suivie", "accounts", 10),
            ("2 demandes suivies", "interface", 30),
        ]


def test_a_line_outlives_what_it_came_from_but_not_what_is_taken_back(school, lead):
    with scope(school):
        old, recent = solved(school, lead, moment=datetime(2026, 9, 10, 10, tzinfo=UTC)), solved(school, lead)
        other = solved(school, lead, moment=datetime(2026, 9, 10, 11, tzinfo=UTC))
        gather(school, lead)
        for request in (old, recent):
            request.delete()
        gather(school, lead)
        assert lines(lead) == [("2 demandes suivies", "interface", 30)]
        other.delete()
        assert gather(school, lead) == 0
        assert lines(lead) == [("2 demandes suivies", "interface", 30)]


def test_the_time_noted_by_one_tap_replaces_the_proposed_duration(school, lead):
    with scope(school):
        request = solved(school, lead)
        for minutes in (5, 20):
            TimeSpent.objects.create(
                school=school,
                help_request=request,
                person=lead,
                minutes=minutes,
                day=DAY.date(),
                noted_at=DAY,
            )
        gather(school, lead)
        assert lines(lead) == [("2 passages sur des demandes, temps noté", "interface", 25)]


def test_what_the_journal_alone_knows_is_one_line_a_day(school, lead):
    with scope(school):
        for _ in range(3):
            journal.noted(school, by=by(lead), verb="equipment.changed", secret=SECRET)
        journal.noted(school, by=by(PersonFactory(school=school)), verb="equipment.changed")
        gather(school, lead)
        assert lines(lead) == [("3 fiches d’équipement tenues", "authority", 6)]


def test_a_task_of_the_year_is_counted_under_its_own_activity(school, lead):
    with scope(school):
        task = YearTaskFactory(school=school, activity="advice")
        agenda_actions.finish_task(task, now=NOW, by=by(lead))
        gather(school, lead)
        assert lines(lead) == [("1 tâche de l’année faite", "steering", 30)]


def test_gathering_again_changes_nothing_and_a_request_reopened_leaves(school, lead):
    with scope(school):
        request = solved(school, lead)
        assert gather(school, lead) == 1
        assert gather(school, lead) == 0
        request.taken_by = None
        request.save()
        assert gather(school, lead) == 1
        assert lines(lead) == []


def test_what_the_person_corrected_or_put_aside_stays(school, lead):
    with scope(school):
        solved(school, lead), solved(school, lead, "account")
        gather(school, lead)
        first, second = WorkEntry.objects.for_school(school).order_by("source")
        correct_minutes(school, {first.pk: 45}, by=by(lead))
        put_work_aside(second, is_aside=True, by=by(lead))
        solved(school, lead), solved(school, lead, "account")
        gather(school, lead)
        first.refresh_from_db(), second.refresh_from_db()
        assert (first.minutes, first.is_corrected) == (45, True)
        assert second.is_aside
        restore_work(first, school, today=TODAY, by=by(lead))
        first.refresh_from_db()
        assert (first.minutes, first.is_corrected) == (20, False)


def test_own_durations_change_the_lines_that_nobody_corrected(school, lead):
    with scope(school):
        solved(school, lead), solved(school, lead, "account")
        gather(school, lead)
        fixed = WorkEntry.objects.for_school(school).get(source="helpdesk.accounts")
        correct_minutes(school, {fixed.pk: 7}, by=by(lead))
        durations = {"helpdesk.handled": 40, "helpdesk.accounts": 50, "helpdesk.passed_on": 5}
        choose_durations(school, durations, today=TODAY, by=by(lead))
        assert sorted(minutes for *_, minutes in lines(lead)) == [7, 40]
        assert WorkDefault.objects.for_school(school).count() == 2  # not what Fanal proposes already
        choose_durations(school, {}, today=TODAY, by=by(lead))
        assert sorted(minutes for *_, minutes in lines(lead)) == [7, 15]
        for wrong in ({"helpdesk.handled": 0}, {"invented": 5}):
            with pytest.raises(RuleBroken):
                choose_durations(school, wrong, today=TODAY, by=by(lead))


def test_nobody_touches_the_log_of_another(school, lead):
    with scope(school):
        entry = add_work(school, written(), today=TODAY, by=by(lead))
        head = member_of(school, Role.HEAD).person
        other = by(head, Role.HEAD)
        for gesture in (
            lambda: correct_work(entry, written(), today=TODAY, by=other),
            lambda: put_work_aside(entry, is_aside=True, by=other),
            lambda: delete_work(entry, by=other),
            lambda: gather_work(school, lead.pk, today=TODAY, by=other),
        ):
            with pytest.raises(NotAllowed):
                gesture()
        assert correct_minutes(school, {entry.pk: 99}, by=other) == 0
        partner = Actor("partner:1", "DPD", frozenset({Role.DPO.value}), school.pk, None)
        with pytest.raises(NotAllowed):
            add_work(school, written(), today=TODAY, by=partner)


def test_the_journal_says_neither_how_long_nor_what(school, lead):
    with scope(school):
        entry = add_work(school, written(minutes=137), today=TODAY, by=by(lead))
        correct_work(entry, written(minutes=139), today=TODAY, by=by(lead))
        choose_durations(school, {"helpdesk.handled": 137}, today=TODAY, by=by(lead))
        delete_work(entry, by=by(lead))
        solved(school, lead)
        before = JournalEntry.objects.for_school(school).count()
        gather(school, lead)
        assert JournalEntry.objects.for_school(school).count() == before
        entries = JournalEntry.objects.for_school(school).filter(verb__startswith="missions.work")
        assert entries.count() == 4
        assert {row.payload for row in entries} == {"{}"}


def test_what_fanal_knows_is_put_aside_and_not_deleted(school, lead):
    with scope(school):
        solved(school, lead)
        gather(school, lead)
        with pytest.raises(NotAllowed):
            delete_work(WorkEntry.objects.for_school(school).get(), by=by(lead))


def test_a_line_out_of_bounds_is_refused(school, lead):
    with scope(school):
        for wrong in ({"minutes": 0}, {"day": date(2027, 1, 1)}, {"part": "interface"}):
            with pytest.raises(RuleBroken):
                add_work(school, written(**wrong), today=TODAY, by=by(lead))
        entry = add_work(school, written(), today=TODAY, by=by(lead))
        with pytest.raises(RuleBroken):
            correct_minutes(school, {entry.pk: 601}, by=by(lead))


def test_the_same_days_are_shown_once_and_taken_back(school, lead):
    with scope(school):
        show = {"today": TODAY, "now": NOW, "by": by(lead)}
        first = share_work(school, TODAY, TODAY, with_detail=False, **show)
        second = share_work(school, TODAY, TODAY, with_detail=True, **show)
        assert first.pk == second.pk
        assert second.with_detail
        with pytest.raises(NotAllowed):
            stop_sharing(second, now=NOW, by=by(PersonFactory(school=school), Role.HEAD))
        stop_sharing(second, now=NOW, by=by(lead))
        assert WorkShare.objects.for_school(school).going_on().count() == 0
        again = share_work(school, TODAY, TODAY, with_detail=False, **show)
        assert again.pk != first.pk


def test_the_night_fills_the_log_of_each_referent(school, lead):
    with scope(school):
        solved(school, lead)
        gone = member_of(school, Role.TEACHER).person
        solved(school, gone)
    tasks.gather(school_id=school.pk)
    with scope(school):
        assert lines(lead) == [("1 demande suivie", "interface", 15)]
        assert lines(gone) == []


def test_lines_go_two_school_years_after_the_end_of_theirs(school, lead):
    with scope(school):
        for day in (date(2024, 8, 31), date(2024, 9, 1)):
            WorkEntry.objects.create(
                school=school, person=lead, day=day, minutes=5, activity="advice", reference=str(day)
            )
        WorkDefault.objects.create(school=school, person=lead, source="helpdesk.handled", minutes=3)
        for rule in (WORK, DURATIONS):
            rule.purge(school.pk, NOW)
        assert [row.day for row in WorkEntry.objects.for_school(school)] == [date(2024, 9, 1)]
        assert WorkDefault.objects.for_school(school).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_readings_at_the_same_second_make_each_line_once(school):
    with scope(school):
        lead = member_of(school, Role.DIGITAL_LEAD).person
        for _ in range(3):
            solved(school, lead), solved(school, lead, "account")
    night = system(System.SCHEDULE)
    outcomes = at_once(
        school, *[lambda: gather_work(school, lead.pk, today=TODAY, by=night) for _ in range(4)]
    )
    assert outcomes == ["done"] * 4
    with scope(school):
        assert len(lines(lead)) == 2
