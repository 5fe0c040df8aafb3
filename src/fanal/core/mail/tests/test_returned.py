"""A mail of no thread (a convocation, a report) that comes back is marked, in its own school alone."""

import pytest
from django.utils import timezone

from fanal.core.mail import filing, inbox
from fanal.core.mail.addresses import OF_NO_THREAD, Thread, claims
from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.mail.tests.sending import write
from fanal.core.tenancy import scope

REPORT = """From: MAILER-DAEMON@mx.invalid
To: fanal@fanal.invalid
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Action: {action}
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: Convocation

Bonjour
--b--
"""


def come_back(message_id: str, action: str = "failed") -> ArrivedMail:
    raw = REPORT.format(message_id=message_id, action=action).encode()
    row = ArrivedMail.objects.create(
        fingerprint=inbox.fingerprint(raw, len(raw)), raw=raw, size=len(raw), arrived_at=timezone.now()
    )
    filing.file_mail(row.pk)
    row.refresh_from_db()
    return row


def state_of(mail: Mail) -> str:
    with scope(mail.school_id):
        return Mail.objects.for_school(mail.school_id).get(pk=mail.pk).state


def test_a_mail_of_no_thread_that_comes_back_is_marked(school, elsewhere):
    """« Sent means it left »: with two schools, its report was lost and the page went on saying « parti »."""
    mail = write(school, key="reunion-1-0-1")
    assert come_back(mail.message_id).state == ArrivedMail.State.FILED
    assert state_of(mail) == Mail.State.FAILED
    with scope(school):
        assert IncomingMail.objects.for_school(school).get().state == IncomingMail.State.FILED


@pytest.mark.parametrize("forged", ["another reference", "another school", "no seal"])
def test_a_forged_report_marks_nothing(school, elsewhere, forged):
    mail = write(school, key="reunion-1-0-1")
    message_id = {
        "another reference": mail.message_id.replace(mail.reference, "0" * 16),
        "another school": Thread(OF_NO_THREAD, elsewhere.uai, 0).message_id(mail.reference),
        "no seal": f"<{OF_NO_THREAD}.{school.uai.lower()}.0.{'a' * 26}.{mail.reference}@fanal.invalid>",
    }[forged]
    come_back(message_id)
    assert state_of(mail) != Mail.State.FAILED


def test_what_names_a_thread_is_believed_before_what_names_a_school_alone(school):
    alone, thread = write(school), Thread("demande", school.uai, 7)
    first, second = claims([], [alone.message_id, thread.message_id("1")])
    assert (first.number, second.number) == (7, 0)
    assert first.is_proven
    assert second.is_proven


@pytest.mark.parametrize("action", ["delayed", "relayed"])
def test_a_report_that_a_mail_is_late_marks_nothing(school, action):
    """It is filed as well, and what is on its way is not said to be lost."""
    mail = write(school, key="reunion-1-0-1")
    come_back(mail.message_id, action)
    assert state_of(mail) != Mail.State.FAILED
    with scope(school):
        received = IncomingMail.objects.for_school(school).get()
    assert (received.state, received.reason) == (IncomingMail.State.FILED, filing.LATE)
