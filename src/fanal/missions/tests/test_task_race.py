"""A task of the year taken by two at once: one has it, the other is told who."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.members import actor_of
from fanal.accounts.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.missions import actions
from fanal.missions.models import YearTask
from fanal.missions.tests.factories import YearTaskFactory
from fanal.missions.tests.test_feed import TODAY

pytestmark = pytest.mark.clock(TODAY)


@pytest.mark.django_db(transaction=True)
def test_the_second_who_takes_a_task_is_told_who_has_it():
    """Verified in November 2026, § 7, S13."""
    school = SchoolFactory()
    with scope(school):
        people = [member_of(school, Role.DIGITAL_LEAD).person for _ in range(2)]
        task = YearTaskFactory(school=school)
    refused, together = [], Barrier(2)

    def press(person):
        try:
            together.wait(10)
            with scope(school):
                actions.take_task(task, now=timezone.now(), by=actor_of(person, Role.DIGITAL_LEAD))
        except RuleBroken as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(school):
        holder = YearTask.objects.for_school(school).get(pk=task.pk).person
    assert refused == [f"{holder} vient de prendre cette tâche. Rien n’a changé."]
