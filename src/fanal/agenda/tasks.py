"""The jobs of the year: what people are reminded of, and the figures of a past year."""

from datetime import time

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.reading.calendars import office_days
from fanal.agenda.actions.figures import keep_year_figures
from fanal.core import jobs
from fanal.core.queues import Queue
from fanal.core.registry import REMINDERS, registered
from fanal.year.rules.delays import STAFF_QUIET
from fanal.year.rules.years import year_of

REMIND, KEEP = "missions.remind", "missions.keep_figures"
FROM, UNTIL = time(8), time(18)


@jobs.task(REMIND, queue=Queue.MAIL)
def remind(*, school_id: int) -> None:
    school, now, by = School.objects.get(pk=school_id), timezone.now(), system(System.SCHEDULE)
    for send in registered(REMINDERS):
        send(school, now=now, by=by)


@app.periodic(cron="15 * * * *")
@app.task(name="missions.plan_reminders", queue=Queue.MAIL, queueing_lock="missions.plan_reminders")
def plan_reminders(timestamp: int) -> None:
    """Each hour of the working day: a school whose reminders left already is written to no more."""
    now = timezone.now()
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        local = now.astimezone(school.zone_info)
        is_off = school.has_quiet_hours and STAFF_QUIET.is_day_off(local.date(), office_days(school))
        if FROM <= local.time() < UNTIL and not is_off:
            jobs.defer(REMIND, school_id=school.pk)


@jobs.task(KEEP)
def keep_figures(*, school_id: int) -> None:
    """Of the year before this one, what was not kept yet; once a day in its first two months."""
    school, now = School.objects.get(pk=school_id), timezone.now()
    today = now.astimezone(school.zone_info).date()
    keep_year_figures(school, year_of(today).previous, today=today, by=system(System.SCHEDULE))


@app.periodic(cron="20 3 * 9-10 *")
@app.task(name="missions.plan_figures", queueing_lock="missions.plan_figures")
def plan_figures(timestamp: int) -> None:
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        jobs.defer(KEEP, school_id=school.pk)
