"""The job of the mission: filling the logs of work."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import jobs
from fanal.work_log.actions.gathering import gather_work
from fanal.work_log.reading.workers import workers_of

GATHER = "missions.gather_work"


@jobs.task(GATHER)
def gather(*, school_id: int) -> None:
    """The log of each person of the mission, and of whoever began one."""
    school = School.objects.get(pk=school_id)
    today = timezone.now().astimezone(school.zone_info).date()
    for person_id in workers_of(school, today):
        gather_work(school, person_id, today=today, by=system(System.SCHEDULE))


@app.periodic(cron="40 2 * * *")
@app.task(name="missions.plan_gathering", queueing_lock="missions.plan_gathering")
def plan_gathering(timestamp: int) -> None:
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        jobs.defer(GATHER, school_id=school.pk)
