"""The jobs of the year: reminding people of their tasks, once a day, in working hours."""

from datetime import time

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.members import system
from fanal.accounts.models import School
from fanal.accounts.roles import System
from fanal.accounts.rules.delays import OFFICE_DAYS, STAFF_QUIET
from fanal.core import jobs
from fanal.missions.actions import send_reminders

REMIND = "missions.remind"
FROM, UNTIL = time(8), time(18)


@jobs.task(REMIND, queue="mail")
def remind(*, school_id: int) -> None:
    send_reminders(School.objects.get(pk=school_id), now=timezone.now(), by=system(System.SCHEDULE))


@app.periodic(cron="15 * * * *")
@app.task(name="missions.plan_reminders", queue="mail", queueing_lock="missions.plan_reminders")
def plan_reminders(timestamp: int) -> None:
    """Each hour of the working day: a school whose reminders left already is written to no more."""
    now = timezone.now()
    for school in School.objects.order_by("pk"):
        local = now.astimezone(school.zone_info)
        is_off = school.has_quiet_hours and STAFF_QUIET.is_day_off(local.date(), OFFICE_DAYS)
        if FROM <= local.time() < UNTIL and not is_off:
            jobs.defer(REMIND, school_id=school.pk)
