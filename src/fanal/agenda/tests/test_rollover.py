"""Opening a year: once, whoever presses; what it makes, what it keeps, and what it leaves alone."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection

from fanal.accounts.models import Membership
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import load_holidays
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory, member_of
from fanal.agenda.actions.rollover import open_year, tick_step, undo_opening
from fanal.agenda.actions.task import take_task
from fanal.agenda.actions.year import create_year
from fanal.agenda.models import RolloverStep, TaskTemplate, YearFigure, YearRollover, YearTask
from fanal.agenda.tests.actors import actor
from fanal.agenda.tests.factories import TaskTemplateFactory, YearTaskFactory
from fanal.core.errors import NotAllowed, Refused, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.year.rules.years import SchoolYear

ENDING, OPENING = SchoolYear(2025), SchoolYear(2026)
TODAY, NOW = date(2026, 8, 24), datetime(2026, 8, 24, 9, tzinfo=UTC)
pytestmark = pytest.mark.clock(TODAY)


def opened(school, *, by=None, today=TODAY, now=NOW):
    return open_year(school, OPENING, today=today, now=now, by=by or actor())


def tasks(school, year=OPENING):
    return YearTask.objects.for_school(school).filter(school_year=year.label)


def verbs(school):
    return list(JournalEntry.objects.for_school(school).values_list("verb", flat=True))


@pytest.fixture
def here(school):
    load_holidays()
    with scope(school):
        yield school


def test_a_year_is_opened_once_however_often_it_is_pressed(here):
    head = member_of(here, Role.HEAD).person
    first = opened(here, by=actor(Role.HEAD, head))
    again = opened(here)
    assert (first.is_new, again.is_new, again.pk, again.opened_by) == (True, False, first.pk, head)
    assert first.tasks == tasks(here).count() >= 35
    assert verbs(here).count("missions.year_opened") == 1


def test_the_tasks_go_to_the_same_people_while_they_are_here(here):
    templates = [TaskTemplateFactory(school=here, owner="head") for _ in range(4)]
    stays, gone, ends, plain = (PersonFactory(school=here) for _ in range(4))
    member = member_of(here, Role.TEACHER, valid_until=date(2026, 8, 31))
    Membership.objects.filter(pk=member.pk).update(person=ends)
    gone.left_on = date(2026, 7, 5)
    gone.save()
    for template, person in zip(templates, (stays, gone, ends, None), strict=True):
        YearTaskFactory(school=here, template=template, school_year=ENDING.label, person=person)
    opened(here)
    made = {task.template_id: task for task in tasks(here)}
    assert [made[template.pk].person_id for template in templates] == [stays.pk, None, None, None]
    assert {made[template.pk].owner for template in templates} == {"head"}
    assert plain.pk not in {task.person_id for task in made.values()}


def test_what_was_created_before_is_not_created_again(here):
    create_year(here, OPENING, with_past=False, today=date(2026, 6, 10), now=NOW, by=actor())
    count = tasks(here).count()
    assert opened(here).tasks == 0
    assert tasks(here).count() == count


def test_what_stands_is_kept_and_nothing_else_changes(here):
    EquipmentFactory.create_batch(2, school=here)
    old = YearTaskFactory(school=here, school_year=ENDING.label)
    opened(here)
    kept = {row.code: row.value for row in YearFigure.objects.for_school(here)}
    assert kept["equipment.present"] == 2
    assert "helpdesk.asked" not in kept  # the year goes on: it is kept when it ends
    old.refresh_from_db()
    assert old.state == "todo"


@pytest.mark.parametrize("day", [date(2026, 5, 31), date(2026, 7, 31), date(2026, 11, 2)])
def test_a_year_opens_neither_too_early_nor_too_late(here, day):
    with pytest.raises(RuleBroken):
        opened(here, today=day)


def test_a_year_that_has_begun_may_still_be_opened_and_leaves_what_is_past(here):
    late = date(2026, 9, 20)
    assert opened(here, today=late).is_new
    assert not tasks(here).filter(due_on__lt=late).exists()


def test_an_opening_is_undone_and_keeps_what_somebody_touched(here):
    made = opened(here)
    taken = take_task(tasks(here).by_day()[3], now=datetime(2026, 8, 25, 9, tzinfo=UTC), by=actor())
    mine = YearTaskFactory(school=here, school_year=OPENING.label)
    assert undo_opening(here, OPENING, today=TODAY, by=actor()) == made.tasks - 1
    assert {task.pk for task in tasks(here)} == {taken.pk, mine.pk}
    assert not YearRollover.objects.for_school(here).exists()
    assert not YearFigure.objects.for_school(here).exists()
    assert undo_opening(here, OPENING, today=TODAY, by=actor()) is None
    assert opened(here).tasks == made.tasks - 1


def test_an_opening_is_not_undone_once_the_year_has_begun(here):
    opened(here)
    with pytest.raises(RuleBroken, match="a commencé"):
        undo_opening(here, OPENING, today=date(2026, 9, 1), by=actor())


def test_a_step_is_ticked_once_with_who_and_when(here):
    head, lead = (member_of(here, role).person for role in (Role.HEAD, Role.DIGITAL_LEAD))

    def tick(code, person, *, is_done=True, today=TODAY):
        by = actor(Role.HEAD, person)
        tick_step(here, OPENING, code, is_done=is_done, today=today, now=NOW, by=by)

    tick("requests", head)
    tick("requests", lead)
    step = RolloverStep.objects.for_school(here).get()
    assert (step.code, step.done_by, step.done_at) == ("requests", head, NOW)
    tick("requests", lead, is_done=False)
    tick("requests", lead, is_done=False)
    assert not RolloverStep.objects.for_school(here).exists()
    assert verbs(here) == ["missions.step_ticked", "missions.step_unticked"]
    for code, day in (("unknown", TODAY), ("requests", date(2026, 5, 2))):
        with pytest.raises(RuleBroken):
            tick(code, head, today=day)


@pytest.mark.parametrize("role", [Role.BURSAR, Role.TEACHER, Role.STAFF])
def test_who_may_not(here, role):
    with pytest.raises(NotAllowed):
        opened(here, by=actor(role))
    with pytest.raises(NotAllowed):
        undo_opening(here, OPENING, today=TODAY, by=actor(role))
    with pytest.raises(NotAllowed):
        tick_step(here, OPENING, "requests", is_done=True, today=TODAY, now=NOW, by=actor(role))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gesture", ["open", "tick", "undo"])
def test_two_people_at_the_same_second(gesture):
    school = SchoolFactory()
    with scope(school):
        TaskTemplateFactory.create_batch(3, school=school)
        if gesture == "undo":
            opened(school)
    ready, failed, changes = Barrier(2), [], []

    def work():
        try:
            ready.wait(timeout=120)
            with scope(school):
                if gesture == "open":
                    changes.append(opened(school).is_new)
                elif gesture == "undo":
                    changes.append(undo_opening(school, OPENING, today=TODAY, by=actor()) is not None)
                else:
                    tick_step(school, OPENING, "files", is_done=True, today=TODAY, now=NOW, by=actor())
        except (DatabaseError, Refused) as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert failed == []
    assert sorted(changes) == ([False, True] if changes else [])
    with scope(school):
        templates = TaskTemplate.objects.for_school(school).used().count()
        expected = {"open": (1, templates, 0), "undo": (0, 0, 0), "tick": (0, 0, 1)}[gesture]
        models = (YearRollover, YearTask, RolloverStep)
        assert tuple(model.objects.for_school(school).count() for model in models) == expected
