"""What schools do by the clock."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.core.queues import Queue
from fanal.schools.actions.journal_letters import tell_dpos


@app.periodic(cron="30 3 * * *")
@app.task(name="accounts.tell_dpos", queue=Queue.MAIL, queueing_lock="accounts.tell_dpos")
def tell_appointed_dpos(timestamp: int) -> None:
    """After the heads are written outside the database, they are sent outside the house."""
    if settings.ENV.journal_mail:
        tell_dpos(timezone.localdate(), timezone.now())
