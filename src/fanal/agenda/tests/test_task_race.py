"""A task of the year taken by two at once: one has it, the other is told who."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.agenda.actions import task as actions
from fanal.agenda.models import YearTask
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.agenda.tests.feeds import TODAY
from fanal.core.errors import NotAllowed
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import refusals_at_once

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.django_db(transaction=True)
def test_the_second_who_takes_a_task_is_told_who_has_it():
    """Verified in November 2026, § 7, S13."""
    school = SchoolFactory()
    with scope(school):
        people = [member_of(school, Role.DIGITAL_LEAD).person for _ in range(2)]
        task = YearTaskFactory(school=school)
    now = timezone.now()
    refused = refusals_at_once(
        school,
        *(
            partial(actions.take_task, task, now=now, by=actor_of(person, Role.DIGITAL_LEAD))
            for person in people
        ),
    )
    with scope(school):
        holder = YearTask.objects.for_school(school).get(pk=task.pk).person
    assert len(refused) == 1
    assert refused[0].startswith(f"{holder} vient de prendre cette tâche. Rien n’a changé")


@pytest.fixture
def taken(school):
    """Two of the team, and a task that the first has under way."""
    with scope(school):
        first, second = (member_of(school, Role.DIGITAL_LEAD) for _ in range(2))
        task = YearTaskFactory(school=school)
        actions.take_task(task, now=timezone.now(), by=actor_of(first.person, Role.DIGITAL_LEAD))
    return first, second, task


def test_the_task_of_an_absent_colleague_is_taken_over_by_whoever_saw_that_they_had_it(school, taken):
    first, second, task = taken
    client, take = signed_in(second), reverse("agenda:take", args=[school.uai, task.number])
    answer = client.post(take)
    assert answer.status_code == 422
    assert f"{first.person} vient de prendre cette tâche" in answer.text
    assert f'name="a_la_place_de" value="{first.person_id}"' in answer.text
    assert client.post(take, {"a_la_place_de": first.person_id}).status_code == 302
    with scope(school):
        assert YearTask.objects.for_school(school).get(pk=task.pk).person_id == second.person_id


def test_the_right_is_required_before_it_is_said_who_has_it(school, taken):
    _, _, task = taken
    with scope(school):
        teacher = member_of(school, Role.TEACHER).person
        with pytest.raises(NotAllowed):
            actions.take_task(task, now=timezone.now(), by=actor_of(teacher, Role.TEACHER))
