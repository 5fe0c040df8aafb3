"""The jobs of requests."""

from django.utils import timezone

from fanal.core import jobs
from fanal.core.mail.models import IncomingMail
from fanal.helpdesk.actions.mail import receive_mail
from fanal.helpdesk.mail_offers import RECEIVE


@jobs.task(RECEIVE, queue="mail")
def receive(*, school_id: int, mail_id: int) -> None:
    receive_mail(IncomingMail.objects.for_school(school_id).get(pk=mail_id), now=timezone.now())
