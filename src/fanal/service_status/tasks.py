"""The job of the states: checking the services that may be checked."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.service_status.actions.probing import check_due


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="online_services.check_services",
    queueing_lock="online_services.check_services",
    lock="online_services.check_services",
)
def check_services(timestamp: int) -> None:
    check_due(timezone.now())
