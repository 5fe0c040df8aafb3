"""Figures are given to this machine, or to whoever has the token; a proxy makes nobody local."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from fanal.core.mail import outbox
from fanal.core.mail.models import ArrivedMail, Mail
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.operation import facts, last_done
from fanal.core.operation.facts import Fact
from fanal.core.tasks import look_around
from fanal.core.tenancy import scope


@pytest.fixture
def token(settings) -> str:
    settings.ENV = settings.ENV.model_copy(update={"metrics_token": SecretStr("jeton")})
    return "jeton"


def test_this_machine_needs_no_token(client, db):
    assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_a_proxy_passes_on_needs_the_token(client, db, token, name):
    passed_on = {name: "203.0.113.9"}
    assert client.get("/metrics", headers=passed_on).status_code == 404
    assert client.get("/metrics", headers=passed_on | {"Authorization": "Bearer faux"}).status_code == 404
    assert client.get("/metrics", headers=passed_on | {"Authorization": f"Bearer {token}"}).status_code == 200


def given(client) -> dict[str, float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        sample.name: sample.value for family in families for sample in family.samples if not sample.labels
    }


@pytest.fixture
def home(settings, tmp_path):
    settings.FANAL_HOME = tmp_path
    return tmp_path


def write(school, key, state, *, late: timedelta) -> None:
    now = timezone.now()
    with scope(school):
        mail = outbox.queue(school, OutgoingMail(key, "a@b.invalid", "S", "T"), now=now - late)
        Mail.objects.for_school(school).filter(pk=mail.pk).update(state=state)


def test_the_queue_the_mails_and_the_backups_are_counted(client, school, elsewhere, home):
    """Verified in November 2026, § 6."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    write(school, "a", "queued", late=timedelta(hours=2))
    write(elsewhere, "b", "queued", late=timedelta(hours=1))
    write(elsewhere, "c", "failed", late=timedelta(hours=3))
    write(school, "d", "sent", late=timedelta(hours=4))
    ArrivedMail.objects.create(fingerprint="f", size=1, state="lost", arrived_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 minutes'")
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'x', 'failed')"
        )
    facts.record(Fact.BACKUP, datetime.fromisoformat("2026-11-25T08:00:00+00:00"))
    facts.record(Fact.DRILL, datetime.fromisoformat("2026-11-01T08:00:00+00:00"))
    look_around(0)
    figures_given = given(client)
    assert figures_given["fanal_mails_waiting"] == 2
    assert figures_given["fanal_mails_undelivered"] == 1
    assert figures_given["fanal_oldest_waiting_mail_seconds"] == pytest.approx(7200, abs=60)
    assert figures_given["fanal_mails_in_pile"] == 1
    assert figures_given["fanal_jobs_due"] == 4
    assert figures_given["fanal_jobs_failed"] == 1
    assert figures_given["fanal_oldest_due_job_seconds"] == pytest.approx(5400, abs=60)
    assert figures_given["fanal_last_backup_timestamp_seconds"] == 1795593600
    assert figures_given["fanal_last_drill_timestamp_seconds"] == 1793520000


def test_what_was_never_done_is_absent(client, db, home):
    assert not {"fanal_last_backup_timestamp_seconds", "fanal_mails_waiting"} & given(client).keys()


def test_no_figure_names_a_school(client, school, home):
    look_around(0)
    assert school.uai not in client.get("/metrics").text


def test_each_machine_gives_what_another_did(client, db, settings, tmp_path):
    """field.md D2-3: on two machines the home page said that nothing was saved, and /metrics showed half."""
    facts.record(Fact.BACKUP, timezone.now())
    look_around(0)
    settings.FANAL_HOME = tmp_path / "of another machine"
    assert {"fanal_last_backup_timestamp_seconds", "fanal_mails_waiting"} <= given(client).keys()


def test_a_moment_is_written_whole_or_not_at_all(home, monkeypatch):
    last_done.keep(home / "last-backup", timezone.now())
    before = (home / "last-backup").read_text()

    def full(self, text, **_):
        self.write_bytes(b"20")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        last_done.keep(home / "last-backup", timezone.now() + timedelta(days=1))
    assert (home / "last-backup").read_text() == before
