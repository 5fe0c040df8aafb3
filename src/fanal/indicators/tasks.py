"""The nightly job of the indicators: what Fanal counts by itself, over the periods that are still open."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import jobs
from fanal.indicators.actions.measuring import measure_school

MEASURE = "indicators.measure"


@jobs.task(MEASURE)
def measure(*, school_id: int) -> None:
    school = School.objects.get(pk=school_id)
    measure_school(school, now=timezone.now(), by=system(System.SCHEDULE))


@app.periodic(cron="50 2 * * *")
@app.task(name="indicators.plan", queueing_lock="indicators.plan")
def plan_measures(timestamp: int) -> None:
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        jobs.defer(MEASURE, school_id=school.pk)
