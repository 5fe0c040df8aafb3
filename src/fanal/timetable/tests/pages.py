"""The timetable through its pages, and what is held afterwards."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from fanal.bookings.tests.pages import url
from fanal.core.tenancy import scope
from fanal.equipment.models import Custody
from fanal.timetable.actions.timetable import HOLD
from fanal.timetable.models import Timetable
from fanal.timetable.tasks import hold_lessons


def run_jobs(school) -> int:
    """Run the jobs that were promised of rooms and lessons, as the worker does. How many."""
    jobs = ProcrastinateJob.objects.filter(task_name=HOLD, args__school_id=school.pk).order_by("pk")
    promised = [dict(job.args) for job in jobs]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", [HOLD])
    for given in promised:
        hold_lessons(**given)
    return len(promised)


def apply(who, school, timetable):
    """« Mettre en vigueur », and what follows."""
    answer = who.post(url(school, "timetable_apply", timetable.pk))
    run_jobs(school)
    return who.get(answer.url) if answer.status_code == 302 else answer


def deposit(lead, school, text, name="EXP_COURS.csv"):
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    return lead.post(url(school, "timetable_start"), {"file": file})


def kept(school) -> Timetable:
    with scope(school):
        return Timetable.objects.for_school(school).latest("pk")


def lessons(school) -> set[tuple[date, str]]:
    with scope(school):
        rows = Custody.objects.for_school(school).filter(kind=Custody.Kind.LESSON)
        zone = school.zone_info
        return {
            (row.span.lower.astimezone(zone).date(), f"{row.span.lower.astimezone(zone):%H:%M}")
            for row in rows
        }
