"""Mails written, and sent at once."""

from django.utils import timezone

from fanal.core.mail import outbox, sending
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.tenancy import scope


def write(school, key="a", subject="Ça remarche ?", **words):
    letter = OutgoingMail(
        key=key, to="mme.martin@ecole.invalid", subject=subject, text="Bonjour,\n\nVoilà.", **words
    )
    with scope(school):
        return outbox.queue(school, letter, now=timezone.now())


def send(mail):
    sending.send_mail(school_id=mail.school_id, mail_id=mail.pk)
    with scope(mail.school_id):
        mail.refresh_from_db()
    return mail
