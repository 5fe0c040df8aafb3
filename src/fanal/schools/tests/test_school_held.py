"""Whoever holds a school keeps out those who ask for it, and nobody who only writes in it."""

from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction

from fanal.accounts.models import Person, School
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.tenancy import scope


@pytest.mark.django_db(transaction=True)
def test_a_held_school_lets_others_write_in_it():
    school, seen = SchoolFactory(), []

    def meanwhile() -> None:
        try:
            with scope(school):
                _give_up_soon()
                Person.objects.create(school=school, family_name="Petit", given_name="Zoé")
                seen.append("written")
                School.objects.held(school.pk)
        except OperationalError:
            seen.append("waits")
        finally:
            connection.close()

    with transaction.atomic():
        School.objects.held(school.pk)
        other = Thread(target=meanwhile)
        other.start()
        other.join(timeout=120)
    assert seen == ["written", "waits"]


def _give_up_soon() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '300ms'")
