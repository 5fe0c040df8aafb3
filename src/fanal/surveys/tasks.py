"""The job that ends a survey the evening after its last day: its words and tickets then meet their term."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import jobs
from fanal.surveys.actions.survey import end_overdue
from fanal.surveys.rules.running import is_hour_to_end

END = "surveys.end_overdue"


@jobs.task(END)
def end(*, school_id: int) -> None:
    school = School.objects.get(pk=school_id)
    end_overdue(school, now=timezone.now(), by=system(System.SCHEDULE))


@app.periodic(cron="5 * * * *")
@app.task(name="surveys.plan_ends", queueing_lock="surveys.plan_ends")
def plan_ends(timestamp: int) -> None:
    """Each hour: the schools where it is evening, and again in the night what an evening missed."""
    now = timezone.now()
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        if is_hour_to_end(now.astimezone(school.zone_info)):
            jobs.defer(END, school_id=school.pk)
