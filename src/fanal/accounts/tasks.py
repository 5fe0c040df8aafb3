"""What people and schools do by the clock."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.journal_letters import tell_dpos
from fanal.accounts.retention import forget_if_nowhere


@app.task(name="accounts.forget_sign_in", retry=5)
def forget_sign_in(user_id: int) -> None:
    """Somebody was erased from a school: their sign-in goes with it, unless it leads somewhere else."""
    forget_if_nowhere(user_id)


@app.periodic(cron="30 3 * * *")
@app.task(name="accounts.tell_dpos", queue="mail", queueing_lock="accounts.tell_dpos")
def tell_appointed_dpos(timestamp: int) -> None:
    """After the heads are written outside the database, they are sent outside the house."""
    if settings.ENV.journal_mail:
        tell_dpos(timezone.localdate(), timezone.now())
