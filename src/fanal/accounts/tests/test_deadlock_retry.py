"""Two people lock the same two rows in opposite orders: PostgreSQL refuses one, and nobody sees it."""

import os
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.urls import path
from psycopg.errors import DeadlockDetected

from fanal.accounts.models import Person, School
from fanal.accounts.models.roles import Role
from fanal.accounts.sign_in.deadlock_retry import may_be_asked_again
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.config.urls import urlpatterns as ours
from fanal.core.embedded import Embedded
from fanal.core.embedded.cluster import ADMIN
from fanal.core.tenancy import scope

PATIENCE = 120  # seconds, on a busy machine


class _Other(threading.Thread):
    """Locks « Deux », then « Un », and is never the one that PostgreSQL refuses.

    It is refused who finds the deadlock, a second after it began to wait (`deadlock_timeout`): this one would
    look after an hour. Only the administrator of the server may say so.
    """

    def __init__(self, school: School) -> None:
        super().__init__()
        self.school_id = school.pk
        self.holds_deux = threading.Event()
        server = Embedded(Path(os.environ["FANAL_HOME"]))
        self.session = psycopg.connect(server.dsn(ADMIN, connection.settings_dict["NAME"]))
        self.session.execute("SET deadlock_timeout = '1h'")
        self.session.execute("SET lock_timeout = '2min'")
        self.session.commit()

    def run(self) -> None:
        with self.session:
            self._lock("Deux")
            self.holds_deux.set()
            holds_first.wait(PATIENCE)
            self._lock("Un")

    def waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)",
                [self.session.info.backend_pid],
            )
            return bool(cursor.fetchone()[0])

    def _lock(self, name: str) -> None:
        self.session.execute(
            "SELECT FROM accounts_person WHERE school_id = %s AND family_name = %s FOR UPDATE",
            [self.school_id, name],
        )


seen: list[str] = []
holds_first = threading.Event()
others: list[_Other] = []


def _locked(school_id: int, name: str) -> Person:
    return Person.objects.for_school(school_id).select_for_update().get(family_name=name)


def two_rows(request, uai: str) -> HttpResponse:
    """Locks « Un », then « Deux », and writes on both; reads the file that was sent."""
    sent = request.FILES["file"].read().decode()
    school_id = request.member.school.pk
    (other,) = others
    if seen:
        other.join(PATIENCE)  # it may take its rows only once the page gave them back
    first = _locked(school_id, "Un")
    seen.append(sent)
    holds_first.set()
    while len(seen) == 1 and other.is_alive() and not other.waits():
        time.sleep(0.01)
    two = _locked(school_id, "Deux")
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


def test_the_gesture_passes_the_second_time_with_all_that_was_sent(here, client_of):
    """December § 9: whatever the machine does meanwhile, the page is the one that is refused."""
    browser = client_of(here, Role.DIGITAL_LEAD)
    other = _Other(here)
    others[:] = [other]
    other.start()
    assert other.holds_deux.wait(PATIENCE)
    answer = browser.post(f"/e/{here.uai}/deux/", {"file": SimpleUploadedFile("a.txt", b"photo")})
    other.join(PATIENCE)
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
