"""What stands on the wire, byte for byte: a structured header is never written as encoded words."""

import email
import re
from email.policy import compat32

import pytest
from django.utils import timezone

from fanal.core.mail import outbox, sending
from fanal.core.mail.addresses import Thread
from fanal.core.mail.outbox import OutgoingMail
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
