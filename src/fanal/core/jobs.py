"""Work done after the answer, promised in the same transaction as what it follows.

`defer("helpdesk.tell_requester", school_id=…, message_id=…)` inside an action: if the action fails the job
never was; once it is committed the job is run at least once. Arguments are ids only.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

import procrastinate
from django.apps import apps
from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.core.queues import Queue
from fanal.core.tenancy import scope

ATTEMPTS = 5
STALLED_SECONDS = 30


def task(name: str, *, queue: Queue = Queue.SHORT) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a job of one school. It runs in one transaction, with that school's rows and no other, and its
    clock: a day and an hour that a job reads or writes are those of the school, as on its pages.

    The function must be repeatable: a killed worker's job starts again from zero.
    """

    def declare(work: Callable[..., None]) -> Callable[..., None]:
        @wraps(work)
        def run(school_id: int, **ids: int) -> None:
            with scope(school_id), timezone.override(_zone_of(school_id)):
                work(school_id=school_id, **ids)

        retry = procrastinate.RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=4)
        app.task(name=name, queue=queue, retry=retry)(run)
        return run

    return declare


def _zone_of(school_id: int) -> tzinfo:
    """Nothing for a school that is not there any more: the clock stays that of the installation."""
    rows = apps.get_model("accounts.School")._default_manager.filter(pk=school_id)
    name = rows.values_list("timezone", flat=True).first()
    return ZoneInfo(name) if name else timezone.get_current_timezone()


def defer(name: str, **ids: int) -> None:
    """Promise the job `name`. Values are ids: a job's arguments are readable without any scope."""
    defer_until(None, name, **ids)


def defer_until(moment: datetime | None, name: str, **ids: int) -> None:
    """Promise the job `name` for that moment; None: as soon as somebody works."""
    if not all(isinstance(value, int) for value in ids.values()):
        raise TypeError("a job takes ids only")
    app.configure_task(name, schedule_at=moment).defer(**ids)


def on_app_ready(ready: procrastinate.App) -> None:
    """Register the rescue of jobs whose worker died: nothing else takes them back."""

    @ready.periodic(cron="* * * * *")
    @ready.task(name="core.rescue_stalled_jobs", queueing_lock="core.rescue", pass_context=True)
    async def rescue(context: Any, timestamp: int) -> None:
        manager = context.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            await manager.retry_job(job)
