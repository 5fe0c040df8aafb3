"""A job by the clock is late once its period and its grace are over since its last success."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from fanal.core.operation import attention, facts
from fanal.core.operation.facts import Fact
from fanal.core.operation.lateness import EXPECTED, MAILBOX, late, late_now, mail_was_read

NIGHT = "core.publish_heads"
SAYS = {job.task: job.says for job in EXPECTED}


def test_a_job_is_late_after_its_period_and_its_grace():
    now = timezone.now()
    fine = {job.task: now - job.period - job.grace for job in EXPECTED}
    assert late(fine, now, now) == []
    assert late(fine | {NIGHT: now - timedelta(hours=31)}, now, now) == [SAYS[NIGHT]]


def test_an_installation_just_begun_is_not_late_and_one_that_never_ran_is():
    now = timezone.now()
    assert late({}, now, now) == []
    assert len(late({}, now - timedelta(days=3), now)) == len(EXPECTED)


@pytest.mark.django_db
def test_the_last_success_of_each_is_read_from_the_jobs():
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET applied = %s", [now - timedelta(days=3)])
        for job in EXPECTED:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', %s, "
                "'succeeded') RETURNING id",
                [job.task],
            )
            cursor.execute(
                "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'succeeded', %s)",
                [cursor.fetchone()[0], now - (timedelta(hours=40) if job.task == NIGHT else timedelta())],
            )
    assert late_now(now, reads_mail=False) == [SAYS[NIGHT]]
    assert late_now(now, reads_mail=True) == [SAYS[MAILBOX], SAYS[NIGHT]]
    mail_was_read(now)
    assert late_now(now, reads_mail=True) == [SAYS[NIGHT]]


@pytest.mark.django_db
def test_what_is_late_is_said_on_the_first_page(tmp_path):
    now = timezone.now()
    attention.look_around(now, [SAYS[NIGHT]])
    look = attention.LastLook(facts.last_times()[Fact.ATTENTION], backed_up_at=None)
    (warning,) = [notice for notice in attention.notices(look, tmp_path, 1, now) if "retard" in notice.says]
    assert SAYS[NIGHT] in warning.says
