"""Two who prepare one point at the same moment."""

from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.members import actor_of
from fanal.accounts.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.missions import actions
from fanal.missions.models import PointLine


@pytest.mark.django_db(transaction=True)
def test_two_referents_who_add_the_fifth_line_at_once_leave_five(school):
    with scope(school):
        people = [member_of(school, Role.DIGITAL_LEAD).person for _ in range(2)]
        by = actor_of(people[0], Role.DIGITAL_LEAD)
        for text in "abcd":
            actions.add_line(school, actions.Proposed(text), now=timezone.now(), by=by)
    refused = []

    def work(person):
        try:
            with scope(school):
                proposed = actions.Proposed(f"de {person.pk}")
                actions.add_line(school, proposed, now=timezone.now(), by=actor_of(person, Role.DIGITAL_LEAD))
        except RuleBroken as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=work, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(school):
        assert PointLine.objects.for_school(school).count() == 5
    assert len(refused) == 1
