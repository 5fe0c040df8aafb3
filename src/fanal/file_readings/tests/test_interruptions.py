"""A reading that goes on says how far it is; stopped, begun again or given up, it leaves nothing behind.

December § 7, N1: « can be left and found again, cancelled, survives a restart of the worker ».
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.accounts.models.roles import Role
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.file_readings.actions import job
from fanal.file_readings.actions.job import INTERRUPTED, MOST_ATTEMPTS, NO_RIGHT, read_file
from fanal.file_readings.models import FileReading
from fanal.file_readings.privacy import READINGS
from fanal.file_readings.reading.readers import reader_of
from fanal.file_readings.reading.waiting import READ
from fanal.file_readings.tests.bringing import EQUIPMENT, bring, latest

pytestmark = pytest.mark.usefixtures("transactional_db", "all_are_long")


class Killed(BaseException):
    """What happens to a worker that somebody ends."""


@pytest.fixture
def brought(client_of, school):
    """A référent whose file waits, and its page."""
    lead = client_of(school, Role.DIGITAL_LEAD)
    return lead, bring(lead, school).url


@pytest.fixture
def while_reading(monkeypatch):
    """Have this done in the middle of a reading, with what is told of its progress."""

    def set_up(act, part="read"):
        real = reader_of("equipment")

        def read(school, content, name, watch):
            act(watch)
            return real.read(school, content, name, watch)

        def deposit(school, given, **how):
            address = real.deposit(school, given, **how)
            act(None)
            return address

        changed = {"read": read} if part == "read" else {"deposit": deposit}
        monkeypatch.setattr(job, "reader_of", lambda kind: replace(real, **changed))

    return set_up


def elsewhere(act):
    """In another connection, as the page is."""

    def run():
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def stop(lead, school):
    return lead.post(reverse("file_readings:reading_stop", args=[school.uai, latest(school).pk]))


def imports(school):
    with scope(school):
        return Import.objects.for_school(school).count()


def test_its_page_says_how_many_lines_are_read(brought, school, while_reading):
    lead, page = brought
    seen = []

    def act(watch):
        watch(12)
        seen.append(lead.get(page, headers={"HX-Request": "true"}).text)

    while_reading(act)
    read_file(school.pk, latest(school).pk)
    (shown,) = seen
    assert "12 lignes lues sur 41" in shown.replace("\u202f", " ")
    assert 'hx-trigger="every 2s"' in shown
    assert "<html" not in shown
    assert imports(school) == 1


def test_stopped_while_it_is_read_it_keeps_nothing(brought, school, while_reading):
    lead, _ = brought

    def act(watch):
        assert elsewhere(lambda: stop(lead, school)).status_code == 302
        watch(12)
        raise AssertionError("it goes on")

    while_reading(act)
    read_file(school.pk, latest(school).pk)
    assert imports(school) == 0
    with scope(school):
        assert not FileReading.objects.for_school(school).exists()
    assert lead.get(reverse(EQUIPMENT, args=[school.uai])).status_code == 200


def test_stopped_while_its_preview_is_prepared_it_keeps_nothing(brought, school, while_reading):
    lead, _ = brought
    while_reading(lambda _: elsewhere(lambda: stop(lead, school)), part="deposit")
    read_file(school.pk, latest(school).pk)
    assert imports(school) == 0


def test_a_worker_that_died_begins_again_and_the_page_says_so(brought, school, while_reading):
    lead, page = brought

    def die(watch):
        watch(12)
        raise Killed

    while_reading(die)
    with pytest.raises(Killed):
        read_file(school.pk, latest(school).pk)
    assert "12 lignes lues" in lead.get(page).text
    seen = []
    while_reading(lambda _: seen.append(lead.get(page).text))
    read_file(school.pk, latest(school).pk)
    assert "elle a recommencé depuis le début" in seen[0]
    assert imports(school) == 1
    read_file(school.pk, latest(school).pk)  # the same job once more does nothing
    assert imports(school) == 1


def test_what_kills_the_worker_again_and_again_is_given_up(brought, school, while_reading):
    lead, page = brought

    def die(_):
        raise Killed

    while_reading(die)
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(Killed):
            read_file(school.pk, latest(school).pk)
    read_file(school.pk, latest(school).pk)
    assert (latest(school).reasons, latest(school).content) == ([INTERRUPTED], None)
    assert "interrompue trois fois" in lead.get(page).text


def test_two_runs_of_one_reading_write_one_preview(brought, school, while_reading):
    """A worker thought dead that is not: the run that began last is the one that counts."""
    runs = []

    def act(watch):
        runs.append(len(runs))
        if runs == [0]:
            elsewhere(lambda: read_file(school.pk, latest(school).pk))
        watch(1)

    while_reading(act)
    read_file(school.pk, latest(school).pk)
    assert (imports(school), len(runs)) == (1, 2)
    assert latest(school).leads_to


def test_whoever_lost_the_right_meanwhile_imports_nothing(brought, school):
    with scope(school):
        Membership.objects.for_school(school).update(roles=[Role.TEACHER])
    read_file(school.pk, latest(school).pk)
    assert latest(school).reasons == [NO_RIGHT]
    assert imports(school) == 0


def nothing_moves(school):
    with scope(school):
        FileReading.objects.for_school(school).update(moved_at=timezone.now() - timedelta(minutes=3))


def test_a_page_says_when_the_background_work_is_late(brought, school):
    lead, page = brought
    assert "La lecture tarde" not in lead.get(page).text
    nothing_moves(school)
    assert "La lecture tarde" in lead.get(page).text


def a_worker_reads(last_heartbeat):
    """A file of somewhere else is read by a worker that spoke then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [last_heartbeat]
        )
        (worker,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = %s",
            [worker, READ],
        )
        assert cursor.rowcount == 1


@pytest.mark.parametrize("state", ["waiting", "preparing"])
def test_a_file_behind_another_or_long_to_prepare_is_not_late(brought, school, state):
    """December, architect 13: a second file was « late » after two minutes, a long preview too."""
    lead, page = brought
    nothing_moves(school)
    with scope(school):
        FileReading.objects.for_school(school).update(state=state)
    a_worker_reads(timezone.now() - timedelta(minutes=2))
    assert "La lecture tarde" in lead.get(page).text, "that worker died"
    a_worker_reads(timezone.now() - timedelta(seconds=5))
    shown = lead.get(page).text
    assert "La lecture tarde" not in shown
    assert ("attend son tour" in shown) == (state == "waiting")


def test_a_file_waits_a_day_and_what_became_of_it_is_kept_a_month(brought, school):
    now = timezone.now()
    with scope(school):
        READINGS.purge(school.pk, now + timedelta(hours=23))
        assert FileReading.objects.for_school(school).exists()
        READINGS.purge(school.pk, now + timedelta(hours=25))
        assert not FileReading.objects.for_school(school).exists()


def test_what_is_read_is_forgotten_after_a_month(brought, school):
    now = timezone.now()
    read_file(school.pk, latest(school).pk)
    with scope(school):
        READINGS.purge(school.pk, now + timedelta(days=29))
        assert FileReading.objects.for_school(school).exists()
        READINGS.purge(school.pk, now + timedelta(days=31))
        assert not FileReading.objects.for_school(school).exists()


def test_the_database_keeps_no_file_once_it_is_read(brought, school):
    read_file(school.pk, latest(school).pk)
    with pytest.raises(IntegrityError), transaction.atomic(), scope(school):
        FileReading.objects.for_school(school).update(content=b"Nom")
