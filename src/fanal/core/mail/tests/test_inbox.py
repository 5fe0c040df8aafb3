"""The mailbox is read through a real IMAP server: each message once, whatever happens."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from fanal.core.mail import filing, inbox
from fanal.core.mail.addresses import Thread
from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.mail.testing import forget_jobs, letter
from fanal.core.tenancy import scope

SOURCE = Path(__file__).parents[4]
FETCH = """
import django, os
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from fanal.core.mail import inbox
inbox.fetch_mail(os.environ["TEST_MAILBOX"])
"""


def write(number: int, **headers: str):
    return letter(
        "tech@dep.invalid", "fanal@fanal.invalid", f"Message {number}", f"Corps {number}", **headers
    )


def test_new_messages_are_stored_once_and_marked_read(dovecot, db):
    dovecot.deliver(write(1), write(2))
    assert inbox.fetch_mail(dovecot.url) == 2
    assert inbox.fetch_mail(dovecot.url) == 0
    assert dovecot.unread() == 0
    dovecot.deliver(write(3))
    assert inbox.fetch_mail(dovecot.url) == 1


def test_killed_between_storing_and_marking_it_marks_read_when_it_comes_back(dovecot, db, monkeypatch):
    dovecot.deliver(write(1), write(2))
    with monkeypatch.context() as dying:
        dying.setattr(inbox, "_mark_read", lambda box, uid: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            inbox.fetch_mail(dovecot.url)
    assert (ArrivedMail.objects.count(), dovecot.unread()) == (1, 2)
    assert inbox.fetch_mail(dovecot.url) == 1
    assert (ArrivedMail.objects.count(), dovecot.unread()) == (2, 0)


def test_a_message_delivered_twice_is_consumed_once(dovecot, db):
    message = write(1)
    dovecot.deliver(message, b"Received: by another way\r\n" + message.as_bytes())
    assert inbox.fetch_mail(dovecot.url) == 1


def test_a_stolen_message_id_does_not_hide_another_message(dovecot, db):
    first, second = write(1), write(2)
    second.replace_header("Message-ID", first["Message-ID"])
    dovecot.deliver(first, second)
    assert inbox.fetch_mail(dovecot.url) == 2


def test_a_message_that_somebody_opened_in_the_mailbox_is_still_taken(dovecot, db):
    dovecot.deliver(write(1))
    with dovecot.box() as box:
        box.flag(box.uids("ALL"), r"\Seen", True)
    assert inbox.fetch_mail(dovecot.url) == 1


def test_a_mail_of_30_megabytes_is_not_downloaded_and_not_lost(dovecot, school, db):
    dovecot.deliver(write(1).as_bytes() + b"\r\n" + b"x" * 70 * 430_000)
    assert inbox.fetch_mail(dovecot.url) == 1
    arrived = ArrivedMail.objects.get()
    assert len(arrived.raw) < 10_000
    filing.file_mail(arrived.pk)
    with scope(school):
        mail = IncomingMail.objects.for_school(school).get()
    assert "pèse" in mail.reason
    assert mail.sender == "tech@dep.invalid"


def test_a_mail_nobody_can_place_waits_without_a_school(dovecot, school, elsewhere):
    dovecot.deliver(write(1))
    inbox.fetch_mail(dovecot.url)
    filing.file_mail(ArrivedMail.objects.get().pk)
    assert ArrivedMail.objects.get().state == ArrivedMail.State.LOST
    assert ArrivedMail.objects.get().raw is not None


def test_the_reply_address_names_the_school(school, elsewhere, db):
    arrived = deliver_row(letter("x@y.invalid", Thread("demande", elsewhere.uai, 3).reply_address, "S", "T"))
    filing.file_mail(arrived.pk)
    filing.file_mail(arrived.pk)
    with scope(elsewhere):
        mail = IncomingMail.objects.for_school(elsewhere).get()
    assert (mail.thread_number, mail.is_proven) == (3, True)
    with scope(school):
        assert not IncomingMail.objects.for_school(school).exists()


def test_a_delivery_report_marks_our_mail_as_not_delivered(school, elsewhere, mail_servers):
    from fanal.core.mail.tests.sending import write as write_mail

    mail = write_mail(school, thread=Thread("demande", school.uai, 3))
    report = letter(
        "MAILER-DAEMON@mx.invalid", "fanal@fanal.invalid", "Undelivered Mail", f"id {mail.message_id}"
    )
    filing.file_mail(deliver_row(report).pk)
    with scope(school):
        assert Mail.objects.for_school(school).get(pk=mail.pk).state == Mail.State.FAILED
        assert IncomingMail.objects.for_school(school).get().state == IncomingMail.State.FILED


def deliver_row(message) -> ArrivedMail:
    from django.utils import timezone

    raw = message.as_bytes()
    return ArrivedMail.objects.create(
        fingerprint=inbox.fingerprint(raw, len(raw)), raw=raw, size=len(raw), arrived_at=timezone.now()
    )


@pytest.mark.parametrize("kills", [2])
def test_killed_in_the_middle_it_loses_and_doubles_nothing(dovecot, transactional_db, kills):
    total = 120
    forget_jobs()
    dovecot.deliver(*(write(n) for n in range(total)))
    for kill in range(1, kills + 1):
        process = start_fetching(dovecot)
        wanted = kill * total // (kills + 1)
        while ArrivedMail.objects.count() < wanted and process.poll() is None:
            time.sleep(0.001)
        process.kill()
        process.wait()
    in_the_middle = ArrivedMail.objects.count()
    inbox.fetch_mail(dovecot.url)
    assert 0 < in_the_middle < total
    assert ArrivedMail.objects.count() == total
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT args) FROM procrastinate_jobs WHERE task_name = %s", [inbox.FILE]
        )
        assert cursor.fetchone() == (total, total)
    assert dovecot.unread() == 0


def start_fetching(dovecot) -> subprocess.Popen[bytes]:
    name = connection.settings_dict["NAME"]
    env = os.environ | {
        "TEST_DATABASE": name,
        "TEST_MAILBOX": dovecot.url,
        "DJANGO_SETTINGS_MODULE": "fanal.config.settings",
        "PYTHONPATH": str(SOURCE),
    }
    return subprocess.Popen([sys.executable, "-c", FETCH], env=env)
