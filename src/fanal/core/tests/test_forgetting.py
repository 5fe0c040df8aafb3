"""What has lasted its time is removed by the clock, as the data map says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from fanal.core.files.attachments import store
from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.models import SEEN_KEY_DAYS, IdempotencyKey
from fanal.core.people.data_map import OF_LIBRARIES
from fanal.core.privacy.sessions import DONE_JOB_DAYS, FAILED_JOB_DAYS
from fanal.core.retention import removal
from fanal.core.retention import rule as retention
from fanal.core.stores.file_store import file_store
from fanal.core.stores.models import FileContent
from fanal.core.stores.testing import path_of
from fanal.core.tasks import keep_no_longer
from fanal.core.tenancy import scope

NOW = datetime(2026, 11, 25, 3, 20, tzinfo=UTC)
LAST_YEAR, RECENTLY = NOW - timedelta(days=366), NOW - timedelta(days=300)
pytestmark = pytest.mark.clock(NOW)


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.FANAL_HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return tmp_path


def the_night() -> None:
    with time_machine.travel(NOW, tick=False):
        keep_no_longer(0)


def test_ended_sessions_and_old_keys_go_and_the_others_stay(db):
    Session.objects.create(session_key="ended", session_data="", expire_date=NOW - timedelta(minutes=1))
    Session.objects.create(session_key="open", session_data="", expire_date=NOW + timedelta(days=1))
    IdempotencyKey.objects.create(key="recent")
    IdempotencyKey.objects.create(key="old")
    IdempotencyKey.objects.filter(key="recent").update(at=NOW)
    IdempotencyKey.objects.filter(key="old").update(at=NOW - timedelta(days=SEEN_KEY_DAYS, minutes=1))
    the_night()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["recent"]


def test_a_key_is_kept_at_the_moment_of_the_application(db):
    """The insertion read the database’s clock: found in November 2026, issue 12."""
    with time_machine.travel(NOW, tick=False):
        assert IdempotencyKey.is_first("one")
        assert not IdempotencyKey.is_first("one")
    assert IdempotencyKey.objects.get(key="one").at == NOW


def _job(status: str, days: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', %s) RETURNING id",
            [f"{status} {days}"],
        )
        job = cursor.fetchone()[0]
        for step in ("todo",) if status == "todo" else ("doing", status):
            cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [step, job])
        cursor.execute(
            "UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [NOW - timedelta(days=days), job]
        )


def _jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_finished_jobs_go_after_a_week_and_failed_ones_wait_for_somebody(db):
    for status, days in (
        ("succeeded", DONE_JOB_DAYS + 1),
        ("succeeded", 1),
        ("failed", DONE_JOB_DAYS + 1),
        ("failed", FAILED_JOB_DAYS + 1),
        ("todo", FAILED_JOB_DAYS + 1),
    ):
        _job(status, days)
    the_night()
    assert _jobs() == ["succeeded 1", f"failed {DONE_JOB_DAYS + 1}", f"todo {FAILED_JOB_DAYS + 1}"]


def _sent(school, key: str, at: datetime, state: str = Mail.State.SENT) -> None:
    Mail.objects.create(
        school=school,
        key=key,
        to="a@b.invalid",
        subject=key,
        text="",
        html="",
        message_id=f"<{key}@b>",
        state=state,
        queued_at=at,
        not_before=at,
    )


def test_a_mail_lasts_a_year_in_every_school_and_one_to_sort_stays(school, elsewhere):
    for here in (school, elsewhere):
        with scope(here):
            for key, at in (("old", LAST_YEAR), ("recent", RECENTLY)):
                _sent(here, key, at)
                for state in (IncomingMail.State.FILED, IncomingMail.State.TO_SORT):
                    IncomingMail.objects.create(
                        school=here, fingerprint=f"{key} {state}", state=state, size=1, received_at=at
                    )
            _sent(here, "queued", LAST_YEAR, Mail.State.QUEUED)
    the_night()
    for here in (school, elsewhere):
        with scope(here):
            kept = IncomingMail.objects.for_school(here).values_list("fingerprint", flat=True)
            assert set(kept) == {"old to_sort", "recent filed", "recent to_sort"}
            assert set(Mail.objects.for_school(here).values_list("key", flat=True)) == {"recent", "queued"}


def test_the_fingerprint_of_a_mail_lasts_two_years_and_one_of_nobody_one(db):
    for state, at in (
        ("filed", LAST_YEAR),
        ("filed", LAST_YEAR - timedelta(days=365)),
        ("lost", LAST_YEAR),
        ("lost", RECENTLY),
    ):
        ArrivedMail.objects.create(fingerprint=f"{state} {at:%Y}", size=1, state=state, arrived_at=at)
    the_night()
    kept = ArrivedMail.objects.order_by("fingerprint").values_list("fingerprint", flat=True)
    assert list(kept) == ["filed 2025", "lost 2026"]


def test_a_file_that_no_row_claims_goes_after_a_day(school):
    with time_machine.travel(NOW, tick=False):
        with scope(school):
            file = store(school.pk, b"lisez-moi", "note.txt")
        removal.keep_no_longer(NOW + timedelta(hours=23))
        assert path_of(school.pk, file.sha256).exists()
        removal.keep_no_longer(NOW + timedelta(hours=25))
    assert not path_of(school.pk, file.sha256).exists()
    with scope(school):
        assert not FileContent.objects.for_school(school).exists()


def test_a_file_brought_again_stays_for_another_day(school):
    """It was touched on the disk; a store of objects has no such time (field.md § D2 2)."""
    with time_machine.travel(NOW, tick=False), scope(school):
        file = store(school.pk, b"lisez-moi", "note.txt")
    with time_machine.travel(NOW + timedelta(hours=20), tick=False):
        with scope(school):
            store(school.pk, b"lisez-moi", "note.txt")
        removal.keep_no_longer(NOW + timedelta(hours=25))
        assert path_of(school.pk, file.sha256).exists()
        removal.keep_no_longer(NOW + timedelta(hours=45))
    assert not path_of(school.pk, file.sha256).exists()


def test_a_file_without_a_row_is_looked_at_twice(school):
    """One that a transaction brought and then took back, or one of an installation of before the rows."""
    file_store().put(school.pk, "ab" * 32, b"seul")
    with time_machine.travel(NOW, tick=False):
        removal.keep_no_longer(NOW)
        assert file_store().contains(school.pk, "ab" * 32)
        removal.keep_no_longer(NOW + timedelta(hours=25))
    assert not file_store().contains(school.pk, "ab" * 32)


def test_one_rule_that_fails_keeps_no_other_from_running(db, monkeypatch):
    def broken(school_id: int, now: datetime) -> int:
        raise ValueError

    rule = retention.Retention("test.broken", "", [], broken, is_of_a_school=False)
    monkeypatch.setattr(removal, "rules", lambda: [rule, *retention.rules()])
    Session.objects.create(session_key="ended", session_data="", expire_date=NOW - timedelta(minutes=1))
    with pytest.raises(RuntimeError, match=r"test\.broken"):
        the_night()
    assert not Session.objects.exists()


def test_every_rule_names_tables_that_exist():
    labels = {model._meta.label for model in apps.get_models()} | set(OF_LIBRARIES)
    for rule in retention.rules():
        assert set(rule.tables) <= labels, rule.name
        assert rule.says.endswith("."), rule.name


def test_29_february_has_a_day_before():
    assert removal.years_before(datetime(2028, 2, 29, tzinfo=UTC), 1) == datetime(2027, 2, 28, tzinfo=UTC)
    assert removal.years_before(datetime(2028, 2, 29, tzinfo=UTC), 4) == datetime(2024, 2, 29, tzinfo=UTC)
