"""A mail leaves once, to the right person, through a real SMTP server; or it stays and says why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.clock.testing import today
from fanal.core.mail import outbox, sending
from fanal.core.mail.addresses import Thread, claims
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import OutgoingMail
from fanal.core.mail.tests.sending import send, write
from fanal.core.models import Installation
from fanal.core.tenancy import scope
from fanal.core.text.typography import spaced
from fanal.schools.actions.school import reopen_school


def test_a_mail_leaves_with_its_text_its_page_and_where_to_answer(school, mail_servers):
    thread = Thread("demande", school.uai, 7)
    mail = send(write(school, thread=thread, link=("Suivre la demande", "http://localhost/e/x/")))
    assert mail.state == Mail.State.SENT
    (received,) = mail_servers.mails
    assert received["Subject"] == f"Ça remarche\u202f? [{school.uai} n°7]"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["Message-ID"] == mail.message_id
    assert received["In-Reply-To"] == thread.root
    assert claims([received["Reply-To"]], [])[0].is_proven
    text, page = received.get_body(("plain",)).get_content(), received.get_body(("html",)).get_content()
    assert "Voilà." in text
    assert "http://localhost/e/x/" in text
    assert 'href="http://localhost/e/x/"' in page
    assert "<img" not in page


def test_every_mail_has_the_spaces_of_french(school):
    """Verified in November 2026, § 3.9: mails were left out."""
    sections = (outbox.Section("À faire : deux", ("Demande n° 12 : « Wi-Fi »",), ("Voir", "http://a.fr/?b")),)
    words = {"text": "Prêt ? Oui : 1 250 €", "link": ("Ouvrir", "http://a.fr/c"), "fewer": "http://a.fr/d"}
    letter = OutgoingMail("s", "a@b.invalid", "Ça marche ?", sections=sections, **words)
    with scope(school):
        mail = outbox.queue(school, letter, now=timezone.now())
    assert mail.subject == "Ça marche\u202f?"
    for said in (
        "Prêt\u202f? Oui\u202f: 1\u202f250\u00a0€",
        "À faire\u202f: deux",
        "n°\u00a012\u202f: «\u00a0Wi",
    ):
        assert said in mail.text
        assert said in mail.html
    assert spaced(mail.text) == mail.text
    assert "http://a.fr/?b" in mail.text


def test_the_same_key_writes_one_mail(school, mail_servers):
    assert write(school).pk == write(school).pk


@pytest.mark.clock("2027-10-31T02:30+02:00")
def test_what_leaves_at_once_waits_for_no_clock_of_the_database(school):
    """Issue 12: a database behind the application kept back a mail that was due."""
    for minutes in (0, 5):
        now, letter = timezone.now(), OutgoingMail(f"k{minutes}", "a@b.invalid", "S", "T")
        with scope(school):
            outbox.queue(school, letter, now=now, not_before=now + timedelta(minutes=minutes))
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at IS NULL FROM procrastinate_jobs ORDER BY id DESC LIMIT 2")
        assert cursor.fetchall() == [(False,), (True,)]


def test_a_mail_already_sent_is_not_sent_again(school, mail_servers):
    mail = send(write(school))
    send(mail)
    assert len(mail_servers.mails) == 1


def test_without_a_server_it_stays_and_leaves_once_there_is_one(school, settings):
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": ""})
    assert send(write(school)).state == Mail.State.QUEUED


def test_a_server_that_does_not_answer_is_tried_again_then_somebody_is_told(school, settings):
    settings.ENV = settings.ENV.model_copy(update={"smtp_url": "smtp://127.0.0.1:9"})
    mail = write(school)
    for attempt in range(5):
        assert send(mail).state == Mail.State.QUEUED, attempt
    assert send(mail).state == Mail.State.FAILED
    assert "ne répond pas" in mail.reason


@pytest.mark.parametrize(("answer", "state"), [("450 plus tard", "queued"), ("550 inconnu", "failed")])
def test_a_refusal_for_now_waits_and_a_refusal_for_good_is_shown(school, mail_servers, answer, state):
    mail_servers.refuse = answer
    mail = send(write(school))
    assert mail.state == state
    assert answer[:3] in mail.reason


def test_a_demonstration_never_sends_anything(school, mail_servers):
    Installation.objects.create(is_demonstration=True)
    assert send(write(school)).state == Mail.State.KEPT
    assert mail_servers.mails == []


def test_a_closed_school_sends_nothing_and_says_why(school, mail_servers):
    last, waiting = today(), [write(school), write(school, key="b")]
    School.objects.filter(pk=school.pk).update(open_until=last)
    assert send(waiting[0]).state == Mail.State.SENT
    School.objects.filter(pk=school.pk).update(open_until=last - timedelta(days=1))
    held = send(waiting[1])
    assert (held.state, held.reason) == (Mail.State.HELD, outbox.CLOSED)
    assert len(mail_servers.mails) == 1


def test_what_a_closing_held_leaves_when_the_school_opens_again(school, mail_servers):
    """A hostile colleague, November 2026: the mails of a closed school stayed held for ever."""
    now = timezone.now()
    mails = [write(school, key="old"), write(school, key="new"), write(school, key="loop")]
    School.objects.filter(pk=school.pk).update(open_until=today() - timedelta(days=1))
    held = [send(mail) for mail in mails[:2]]
    with scope(school):
        Mail.objects.filter(pk=mails[0].pk).update(queued_at=now - timedelta(days=8))
        Mail.objects.filter(pk=mails[2].pk).update(state=Mail.State.HELD, reason=outbox.LOOP)
        reopen_school(School.objects.get(pk=school.pk), by=system(System.SETUP))
        assert outbox.held_by_closing(school.pk).get() == mails[0]
    assert [send(mail).state for mail in held] == [Mail.State.HELD, Mail.State.SENT]
    assert send(mails[2]).state == Mail.State.HELD
    assert len(mail_servers.mails) == 1


def test_two_machines_do_not_answer_each_other_for_ever(school):
    states = [write(school, key=str(n)).state for n in range(12)]
    assert states == ["queued"] * 10 + ["held"] * 2
    assert write(school, key="by hand", is_automatic=False).state == "queued"


def test_a_busy_morning_reaches_the_people_of_the_school(school):
    states = [write(school, key=str(n), is_to_staff=True).state for n in range(31)]
    assert states == ["queued"] * 30 + ["held"]


def test_a_mail_written_in_an_action_that_fails_never_was(school):
    def fail_after_writing():
        with scope(school):
            outbox.queue(school, OutgoingMail("k", "a@b.invalid", "S", "T"), now=timezone.now())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_writing()
    with scope(school):
        assert not Mail.objects.for_school(school).exists()


@pytest.mark.parametrize(
    "sign", ["\r\nBcc: tous@ecole.invalid\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028"]
)
def test_what_breaks_a_line_breaks_neither_the_subject_nor_the_name_of_the_school(school, mail_servers, sign):
    school.name = f"Collège{sign}d’ici"
    school.save()
    mail = send(write(school, subject=f"Plus de{sign}son"))
    assert mail.state == Mail.State.SENT
    (received,) = mail_servers.mails
    assert received["Subject"].split()[0] == "Plus"
    assert received["Subject"].split()[-1] == "son"
    assert "Bcc" not in received
    assert "Collège" in str(received["From"])


def test_a_mail_that_cannot_be_written_is_shown_at_once(school, mail_servers):
    mail = write(school)
    with scope(school):
        Mail.objects.for_school(school).update(to="a@b\r\n.invalid")
    mail = send(mail)
    assert (mail.state, mail.reason) == (Mail.State.FAILED, sending.UNWRITABLE)
    assert mail_servers.mails == []
