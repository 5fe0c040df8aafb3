"""Creating the year, and what becomes of its tasks."""

from dataclasses import asdict
from datetime import date
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from fanal.accounts.models import Academy, SchoolHoliday
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.calendars import load_holidays
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.agenda.actions.task import finish_task, move_task, put_task_aside, reopen_task, take_task
from fanal.agenda.actions.template import adopt_templates, write_template
from fanal.agenda.actions.year import CreatedTasks, create_year
from fanal.agenda.models import TaskTemplate, YearTask
from fanal.agenda.rules.codes import Activity, TaskCertainty, TaskOwner
from fanal.agenda.rules.due import Anchor, DueRule
from fanal.agenda.tests.actors import TODAY, YEAR, actor
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import refusals_at_once
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-25 09:00+01:00", tick=False):
        yield


def create(school, *, with_past=True, year=YEAR, by=None):
    return create_year(school, year, with_past=with_past, today=TODAY, now=timezone.now(), by=by or actor())


def verbs(school):
    return list(JournalEntry.objects.for_school(school).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def here(school):
    load_holidays()
    with scope(school):
        yield school


def test_a_year_is_created_once_however_often_it_is_asked(here):
    first = create(here)
    assert first.created == YearTask.objects.for_school(here).count() >= 35
    assert create(here) == CreatedTasks(0, 0)
    assert verbs(here).count("missions.year_created") == 1
    numbers = list(YearTask.objects.for_school(here).by_day().values_list("number", flat=True))
    assert numbers == sorted(numbers)


def test_what_is_over_is_left_unless_one_asks(here):
    made = create(here, with_past=False)
    assert made.past > 10
    assert YearTask.objects.for_school(here).filter(due_on__lt=TODAY).count() == 0
    assert create(here).created == made.past


def test_the_days_are_those_of_the_school(here):
    SchoolHoliday.objects.create(
        school=here,
        school_year="2026-2027",
        name="Vacances de la Toussaint",
        first_day=date(2026, 10, 24),
        back_on=date(2026, 11, 9),
    )
    create(here)
    commission = YearTask.objects.for_school(here).get(template__code="commission-1")
    assert (commission.due_on, commission.is_to_check) == (date(2026, 10, 23), False)


def test_what_is_not_sure_says_so(here):
    create(here)
    to_check = dict(YearTask.objects.for_school(here).values_list("template__code", "is_to_check"))
    assert to_check["register"]
    assert to_check["imp-first"]
    assert not to_check["educonnect"]


def test_a_year_nobody_knows_the_holidays_of_is_to_be_checked(here):
    create(here, year=SchoolYear(2030))
    rows = YearTask.objects.for_school(here).filter(school_year="2030-2031")
    assert rows.get(template__code="term-1").is_to_check


def test_the_academie_s_own_words_are_copied(here):
    here.academy = Academy.objects.create(code="academie-de-creteil", name="Académie de Créteil")
    create(here)
    assert "trois mois" in TaskTemplate.objects.for_school(here).get(code="leavers").detail


def test_the_school_s_copy_stays_as_the_school_wrote_it(here):
    create(here)
    template = TaskTemplate.objects.for_school(here).get(code="register")
    planned = {"title": "Relire le registre", "detail": "", "owner": TaskOwner.BURSAR, "remind_days": 14}
    planned |= {"activity": Activity.SERVICES, "certainty": TaskCertainty.OWN}
    planned |= asdict(DueRule(Anchor.M01, 9))
    write_template(here, template, planned, by=actor())
    assert adopt_templates(here, by=actor()) == 0
    task = YearTask.objects.for_school(here).get(template=template)
    assert task.title != "Relire le registre"  # already created: it stays
    create(here, year=YEAR.next)
    renewed = YearTask.objects.for_school(here).get(template=template, school_year="2027-2028")
    assert (renewed.title, renewed.owner, renewed.due_on) == (
        "Relire le registre",
        "bursar",
        date(2028, 1, 10),
    )
    assert not renewed.is_to_check


def test_a_template_that_is_not_used_makes_nothing(here):
    adopt_templates(here, by=actor())
    TaskTemplate.objects.for_school(here).exclude(code="register").update(is_used=False)
    assert create(here).created == 1


def test_who_may_create_it(here):
    for role in (Role.BURSAR, Role.TEACHER, Role.STAFF):
        with pytest.raises(NotAllowed):
            create(here, by=actor(role))


def test_taken_done_and_done_again_is_one_sentence_of_the_journal(here):
    person, other = PersonFactory(school=here), PersonFactory(school=here)
    task = YearTaskFactory(school=here)
    task = take_task(task, now=timezone.now(), by=actor(person=person))
    assert (task.state, task.person_id) == ("taken", person.pk)
    finish_task(task, now=timezone.now(), by=actor(person=person))
    again = finish_task(task, now=timezone.now(), by=actor(person=other))
    assert (again.state, again.ended_by_id) == ("done", person.pk)
    assert verbs(here).count("missions.task_done") == 1
    again = reopen_task(task, now=timezone.now(), by=actor(person=other))
    assert (again.state, again.ended_at, again.ended_by_id) == ("todo", None, None)


def test_putting_aside_needs_a_reason_and_moving_makes_it_sure(here):
    task = YearTaskFactory(school=here, is_to_check=True, reminded_on=TODAY)
    with pytest.raises(RuleBroken):
        put_task_aside(task, " ", now=timezone.now(), by=actor())
    task = move_task(task, date(2027, 1, 5), now=timezone.now(), by=actor())
    assert (task.is_to_check, task.reminded_on) == (False, None)
    task = put_task_aside(task, "Pas de campagne", now=timezone.now(), by=actor())
    assert (task.state, task.reason) == ("aside", "Pas de campagne")
    with pytest.raises(NotAllowed):
        move_task(task, TODAY, now=timezone.now(), by=actor())


def test_a_teacher_ends_the_task_given_to_them_and_no_other(here):
    teacher = PersonFactory(school=here)
    mine, other = YearTaskFactory(school=here, person=teacher), YearTaskFactory(school=here)
    by = actor(Role.TEACHER, teacher)
    assert finish_task(mine, now=timezone.now(), by=by).state == "done"
    with pytest.raises(NotAllowed):
        finish_task(other, now=timezone.now(), by=by)
    with pytest.raises(NotAllowed):
        put_task_aside(other, "Non", now=timezone.now(), by=by)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gesture", ["finish", "create"])
def test_two_people_at_the_same_second(gesture):
    school = SchoolFactory()
    with scope(school):
        task, people = YearTaskFactory(school=school), PersonFactory.create_batch(2, school=school)

    def press(person):
        if gesture == "finish":
            finish_task(task, now=timezone.now(), by=actor(person=person))
        else:
            create(school, by=actor(person=person))

    assert refusals_at_once(school, *(partial(press, person) for person in people)) == []
    with scope(school):
        done = verbs(school)
        assert done.count("missions.task_done") + done.count("missions.year_created") == 1
