"""The jobs of the services: comparing a long list, checking those that may be checked, watching the acts."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core import jobs
from fanal.online_services.actions.background_comparison import COMPARE, compare_later
from fanal.online_services.actions.probing import check_due
from fanal.online_services.actions.watching import watch_designations

WATCH = "online_services.watch_designations"


@jobs.task(COMPARE)
def compare(*, school_id: int, comparison_id: int, is_sure: int) -> None:
    compare_later(school_id, comparison_id, is_sure=bool(is_sure))


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="online_services.check_services",
    queueing_lock="online_services.check_services",
    lock="online_services.check_services",
)
def check_services(timestamp: int) -> None:
    check_due(timezone.now())


@jobs.task(WATCH)
def watch(*, school_id: int) -> None:
    school = School.objects.get(pk=school_id)
    watch_designations(school, now=timezone.now(), by=system(System.SCHEDULE))


@app.periodic(cron="35 4 * * *")
@app.task(name="online_services.plan_watches", queueing_lock="online_services.plan_watches")
def plan_watches(timestamp: int) -> None:
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        jobs.defer(WATCH, school_id=school.pk)
