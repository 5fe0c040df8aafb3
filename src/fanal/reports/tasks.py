"""The job that makes the papers of a report: never the web process."""

from django.utils import timezone

from fanal.accounts.models import School
from fanal.core import jobs
from fanal.core.queues import Queue
from fanal.reports.actions import freezing


@jobs.task(freezing.MAKE, queue=Queue.LONG)
def make(*, school_id: int, report_id: int) -> None:
    freezing.make(School.objects.get(pk=school_id), report_id, now=timezone.now())
