"""Two people lock the same two rows in opposite orders: PostgreSQL refuses one, and nobody sees it."""

import threading
import time
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.urls import path
from psycopg.errors import DeadlockDetected

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.accounts.sign_in.deadlock_retry import may_be_asked_again
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.config.urls import urlpatterns as ours
from fanal.core.tenancy import scope

seen: list[str] = []
holds_first = threading.Event()


def _lock(school_id: int, name: str) -> Person:
    return Person.objects.for_school(school_id).select_for_update().get(family_name=name)


def two_rows(request, uai: str) -> HttpResponse:
    """Locks « Un », then « Deux », and writes on both; reads the file that was sent."""
    sent = request.FILES["file"].read().decode()
    school_id = request.member.school.pk
    first = _lock(school_id, "Un")
    seen.append(sent)
    holds_first.set()
    two = _lock(school_id, "Deux")
    for person in (first, two):
        Person.objects.for_school(school_id).filter(pk=person.pk).update(job=f"{sent} {len(seen)}")
    return HttpResponse("ok")


urlpatterns = [path("e/<uai:uai>/deux/", two_rows), *ours]


@pytest.fixture
def here(transactional_db, settings):
    settings.ROOT_URLCONF = __name__
    seen.clear()
    holds_first.clear()
    school = SchoolFactory()
    with scope(school):
        for name in ("Un", "Deux"):
            PersonFactory(school=school, family_name=name)
    return school


def _until_somebody_waits() -> None:
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    limit = time.monotonic() + 5
    with connection.cursor() as cursor:
        while time.monotonic() < limit:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)


def _in_the_other_order(school) -> None:
    try:
        with transaction.atomic(), scope(school):
            _lock(school.pk, "Deux")
            other_holds.set()
            holds_first.wait(5)
            _until_somebody_waits()  # the page waits first, so it is the one that PostgreSQL refuses
            _lock(school.pk, "Un")
    finally:
        connection.close()


other_holds = threading.Event()


def test_the_gesture_passes_the_second_time_with_all_that_was_sent(here, client_of):
    from django.core.files.uploadedfile import SimpleUploadedFile

    other_holds.clear()
    browser = client_of(here, Role.DIGITAL_LEAD)
    other = threading.Thread(target=_in_the_other_order, args=[here])
    other.start()
    other_holds.wait(5)
    answer = browser.post(f"/e/{here.uai}/deux/", {"file": SimpleUploadedFile("a.txt", b"photo")})
    other.join(10)
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert seen == ["photo", "photo"]
    with scope(here):
        jobs = Person.objects.for_school(here).filter(family_name__in=["Un", "Deux"])
        assert set(jobs.values_list("job", flat=True)) == {"photo 2"}


def _jam() -> OperationalError:
    problem = OperationalError()
    problem.__cause__ = DeadlockDetected()
    return problem


@pytest.mark.parametrize(
    ("request_", "problem", "answer"),
    [
        (SimpleNamespace(_read_started=False), _jam(), True),
        (SimpleNamespace(_read_started=True, _post={}), _jam(), True),
        pytest.param(SimpleNamespace(_read_started=True), _jam(), False, id="body read from the socket"),
        pytest.param(SimpleNamespace(_read_started=False, was_asked_again=True), _jam(), False, id="once"),
        pytest.param(SimpleNamespace(_read_started=False), OperationalError(), False, id="something else"),
    ],
)
def test_only_a_deadlock_the_first_time_and_what_can_be_read_again(request_, problem, answer):
    assert may_be_asked_again(request_, problem) is answer
