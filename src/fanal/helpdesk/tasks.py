"""The jobs of requests."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.reading.calendars import office_days
from fanal.core import jobs
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.queues import Queue
from fanal.core.tenancy import scope
from fanal.helpdesk.actions import digest
from fanal.helpdesk.actions import outages as actions
from fanal.helpdesk.actions.mail import receive_mail
from fanal.helpdesk.contributions import outages
from fanal.helpdesk.contributions.mail import RECEIVE
from fanal.helpdesk.models import WaitingNotice
from fanal.helpdesk.reading.outages import ended_unsaid, followed_and_back
from fanal.helpdesk.rules.notification_frequency import digest_is_due
from fanal.online_services.models import OnlineService

DIGEST = "helpdesk.send_digest"


@jobs.task(RECEIVE, queue=Queue.MAIL)
def receive(*, school_id: int, mail_id: int) -> None:
    receive_mail(IncomingMail.objects.for_school(school_id).get(pk=mail_id), now=timezone.now())


@jobs.task(DIGEST, queue=Queue.MAIL)
def send_digest(*, school_id: int, person_id: int) -> None:
    digest.send_digest(School.objects.get(pk=school_id), person_id, now=timezone.now())


@jobs.task(outages.BACK)
def tell_back(*, school_id: int, service_id: int) -> None:
    service = OnlineService.objects.for_school(school_id).get(pk=service_id)
    actions.tell_back(service, now=timezone.now(), by=system(System.SCHEDULE))


@app.periodic(cron="*/10 * * * *")
@app.task(name="helpdesk.plan_ends", queueing_lock="helpdesk.plan_ends")
def plan_ends(timestamp: int) -> None:
    """An outage whose announced end has come is over, though nobody pressed anything."""
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        with scope(school):
            now = timezone.now()
            for service_id in {*ended_unsaid(school.pk, now), *followed_and_back(school, now)}:
                jobs.defer(outages.BACK, school_id=school.pk, service_id=service_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="helpdesk.plan_digests", queue=Queue.MAIL, queueing_lock="helpdesk.plan_digests")
def plan_digests(timestamp: int) -> None:
    """Promise the summary of the day to whoever has news waiting, once the hour of their school has come."""
    now = timezone.now()
    for school in School.objects.open_on(timezone.localdate()).order_by("pk"):
        local = now.astimezone(school.zone_info)
        if digest_is_due(local, school.digest_at, office_days(school), is_quiet=school.has_quiet_hours):
            with scope(school):
                _plan(school)


def _plan(school: School) -> None:
    waiting = WaitingNotice.objects.for_school(school).values_list("person_id", flat=True).distinct()
    keys = {digest.digest_key(person, school, timezone.now()): person for person in waiting}
    written = set(Mail.objects.for_school(school).filter(key__in=list(keys)).values_list("key", flat=True))
    for key, person_id in keys.items():
        if key not in written:
            jobs.defer(DIGEST, school_id=school.pk, person_id=person_id)
