"""The job of the designations: watching the acts of each school, at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import jobs
from fanal.designations.actions.watching import watch_designations

WATCH = "online_services.watch_designations"


@jobs.task(WATCH)
def watch(*, school_id: int) -> None:
    school = School.objects.get(pk=school_id)
    watch_designations(school, now=timezone.now(), by=system(System.SCHEDULE))


@app.periodic(cron="35 4 * * *")
@app.task(name="online_services.plan_watches", queueing_lock="online_services.plan_watches")
def plan_watches(timestamp: int) -> None:
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        jobs.defer(WATCH, school_id=school.pk)
