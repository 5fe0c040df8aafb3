"""What somebody has brought that is still read, or was not."""

from datetime import datetime, timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from fanal.accounts.models import Person, School
from fanal.core.jobs import STALLED_SECONDS
from fanal.file_readings.models import FileReading

READ = "file_readings.read"  # the job: one at a time in the whole installation


def is_late(reading: FileReading, now: datetime) -> bool:
    """Nothing moves and no worker that lives reads a file, this one or the one before it."""
    return reading.is_still(now) and not _is_any_read(now)


def _is_any_read(now: datetime) -> bool:
    """The queue says it of the whole installation: the files of another school are not seen from here."""
    alive = now - timedelta(seconds=STALLED_SECONDS)
    running = ProcrastinateJob.objects.filter(task_name=READ, status="doing")
    return bool(running.filter(worker__last_heartbeat__gte=alive).exists())


def in_flight_of(school: School, person: Person | None) -> FileReading | None:
    """The one file of this person that is being read."""
    rows = FileReading.objects.for_school(school).brought_by(person)
    return rows.in_flight().without_content().first()


def unfinished_of(
    school: School, person: Person | None, kind: str, about: int | None = None
) -> FileReading | None:
    """The file of this sort, brought here, that is being read or could not be: its reasons wait."""
    rows = FileReading.objects.for_school(school).brought_by(person).filter(kind=kind, about=about)
    rows = rows.without_content().exclude(state=FileReading.State.READ).select_related("school")
    return rows.order_by("-asked_at", "-pk").first()
