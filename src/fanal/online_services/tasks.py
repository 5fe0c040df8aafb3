"""The jobs of the services: comparing a long list, and checking by the clock those that may be checked."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.core import jobs
from fanal.online_services.actions.later import COMPARE, compare_later
from fanal.online_services.probing import check_due


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
