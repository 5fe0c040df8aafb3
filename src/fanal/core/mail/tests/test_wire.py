"""What stands on the wire, byte for byte: structured headers are never encoded, lines are short."""

import email
import re
from email.policy import compat32

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from fanal.core.files.attachments import keep_own
from fanal.core.mail import outbox, sending
from fanal.core.mail.addresses import Thread
from fanal.core.mail.models import Mail
from fanal.core.mail.outbox import OutgoingMail, Section
from fanal.core.mail.sign_in_letters import WireBackend
from fanal.core.mail.tests.wire_lines import lines_too_long
from fanal.core.tenancy import scope

STRUCTURED = (
    "From",
    "To",
    "Reply-To",
    "Message-ID",
    "References",
    "In-Reply-To",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
    "Date",
)
LONGEST_LINE = 998  # RFC 5322, § 2.1.1
DOMAINS = ("d.invalid", "courrier.ac-rennes.invalid", f"{'a' * 60}.{'b' * 60}.invalid")


def on_the_wire(school, servers, **words) -> tuple[dict[str, str], bytes]:
    """(headers as they stand on the wire, unfolded; the whole)."""
    letter = OutgoingMail("k", words.pop("to", "mme.martin@ecole.invalid"), "Objet", "Texte", **words)
    with scope(school):
        mail = outbox.queue(school, letter, now=timezone.now())
    sending.send_mail(school_id=school.pk, mail_id=mail.pk)
    (raw,) = servers.raw
    message = email.message_from_bytes(raw, policy=compat32)
    return {name: re.sub(r"\r?\n(?=[ \t])", "", value) for name, value in message.raw_items()}, raw


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_structured_header_is_encoded_however_long(school, mail_servers, settings, domain):
    """Verified in November 2026, § 2.7: one-click leaving could not work, and threads broke."""
    settings.ENV = settings.ENV.model_copy(update={"mail_domain": domain, "mail_from": f"fanal@{domain}"})
    thread = Thread("demande", school.uai, 123456)
    fewer = f"https://fanal.{domain}/e/{school.uai}/courriels/{'a' * 26}/{'choix/' * 40}"
    answers = " ".join(f"<{number}.{'x' * 150}@{domain}>" for number in range(3))
    to = f"{'prenom-compose.' * 4}@{domain}".replace(".@", "@")
    headers, raw = on_the_wire(school, mail_servers, to=to, thread=thread, fewer=fewer, answers=answers)
    for name in STRUCTURED:
        assert "=?" not in headers[name].partition("<")[2 * (name == "From")], name
    assert headers["From"].endswith(f" <fanal@{domain}>")
    assert headers["List-Unsubscribe"] == f"<{fewer}>"
    assert headers["References"].split() == [thread.root, *answers.split()]
    assert headers["In-Reply-To"].split() == answers.split()
    assert headers["Reply-To"] == thread.reply_address
    assert headers["To"] == to
    assert headers["List-Id"] == f"<demande.{school.uai.lower()}.{domain}>"
    head = raw.split(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= LONGEST_LINE


# Lines of every length, signs of one to four bytes, of which quoted-printable makes up to twelve.
TEXTS = (
    "\n".join("é" * length for length in range(120)),
    "\n".join("a" * length + "é" for length in range(120)),
    "\n".join("mot " * length + "=" for length in range(60)),
    "Le rendez-vous du 3 décembre est à 10 h.\n.\n..\nFrom ici\n" + "😀" * 200,
    "Aucun accent.\n" + "x" * 75 + "\n" + "y" * 77 + "\n" + "z" * 1200,
)


@pytest.mark.parametrize("text", TEXTS, ids=["é", "aé", "mots", "signes", "long"])
@pytest.mark.parametrize("is_of_a_thread", [True, False], ids=["thread", "alone"])
def test_no_line_of_a_mail_is_longer_than_it_may_be(school, mail_servers, text, is_of_a_thread):
    """December § 5: lines of quoted-printable had 78 signs, where RFC 2045 allows 76."""
    name = "Procès-verbal de la réunion de la commission numérique du 3 décembre 2026, annexé.pdf"
    with scope(school):
        school.name = "Collège expérimental intercommunal Élisabeth-Anne-Marie de la Trémoille-Ventadour"
        school.save(update_fields=["name"])
        paper = keep_own(school.pk, b"%PDF-1.7 " * 400, name, "application/pdf")
    letter = OutgoingMail(
        "k",
        "mme.martin@ecole.invalid",
        "Pièces à compléter avant la réunion de la commission numérique, réunie à 17 h 30 précises " * 3,
        text,
        thread=Thread("demande", school.uai, 12) if is_of_a_thread else None,
        link=("Répondre à la demande de l’établissement", f"https://fanal.invalid/{'chemin/' * 40}"),
        fewer=f"https://fanal.invalid/moins/{'a' * 300}",
        sections=(Section(text[:300], tuple(text.split("\n")), ("Voir", "https://fanal.invalid/v")),),
        reply_to="" if is_of_a_thread else "m.le-goff@ecole.invalid",
        attachments=(paper,),
    )
    with scope(school):
        mail = outbox.queue(school, letter, now=timezone.now())
    sending.send_mail(school_id=school.pk, mail_id=mail.pk)
    with scope(school):
        mail.refresh_from_db()
    assert mail.state == Mail.State.SENT
    (raw,) = mail_servers.raw
    assert lines_too_long(raw) == []
    (received,) = mail_servers.mails
    assert received.get_body(("plain",)).get_content().split() == mail.text.split()
    assert [part.get_filename() for part in received.iter_attachments()] == [name]


@pytest.mark.parametrize("text", TEXTS, ids=["é", "aé", "mots", "signes", "long"])
def test_no_line_of_a_letter_of_sign_in_is_longer(smtp_sink, text):
    """December § 5: Django writes those that the sign-in library sends."""
    port = int(smtp_sink.url.rpartition(":")[2])
    letter = EmailMultiAlternatives("Mot de passe oublié " * 12, text, "a@fanal.invalid", ["b@fanal.invalid"])
    letter.attach_alternative(f"<p>{text}</p>", "text/html")
    assert WireBackend(alias="default", host="127.0.0.1", port=port).send_messages([letter]) == 1
    (raw,) = smtp_sink.raw
    assert lines_too_long(raw) == []
    (received,) = smtp_sink.mails
    assert received.get_body(("plain",)).get_content().split() == text.split()


def test_a_line_that_is_too_long_is_found():
    """What the tests above stand on."""
    head = b"Subject: a\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    assert lines_too_long(head + b"a" * 76) == []
    assert len(lines_too_long(head + b"a" * 77)) == 1
    assert len(lines_too_long(b"Subject: " + b"a " * 60 + b"\r\n\r\n")) == 1
    assert lines_too_long(b"Subject: " + b"a" * 90 + b"\r\n\r\n") == []
    assert len(lines_too_long(b"Subject: " + b"a" * 998 + b"\r\n\r\n")) == 1
