"""Mails written to harm: each is read, or put aside, in a bounded time. Verified in November 2026, S4."""

import random
import resource
import time

import pytest

from fanal.core.mail import bounded
from fanal.core.mail.parsing import TOO_LONG, read_letter
from fanal.core.mail.structure import MAX_HEADER
from fanal.core.mail.testing import letter

HEAD = (
    b"From: a@b.invalid\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n"
)
SECONDS = 4  # of processor; before, each took from 20 s to some minutes


def with_part(headers: bytes, content: bytes = b"x") -> bytes:
    return HEAD + b"--b\r\n" + headers + b"\r\n\r\n" + content + b"\r\n--b--\r\n"


def alone(content_type: bytes, content: bytes) -> bytes:
    return b"From: a@b.invalid\r\nContent-Type: " + content_type + b"\r\n\r\n" + content


ATTACKS = {
    "a name of semicolons": with_part(b"Content-Disposition: attachment; filename=x" + b";" * 1_000_000),
    "a type of semicolons in quotes": with_part(b'Content-Type: text/plain; name="a' + b";" * 1_000_000),
    "a name in punycode": with_part(
        b"Content-Disposition: attachment; filename*=punycode''" + b"%41b-" * 200_000
    ),
    "a numbered name": with_part(
        b"Content-Disposition: attachment; filename*" + b"9" * 9_000 + b"*=utf-8''x; filename*0=y"
    ),
    "punycode": alone(b"text/plain; charset=punycode", b"ab-" * 300_000),
    "idna": alone(b"text/plain; charset=idna", b"ab-" * 300_000),
    "zlib": alone(b"text/plain; charset=zlib", b"x\x9c" * 100_000),
    "a subject in punycode": (
        b"From: a@b.invalid\r\nSubject: =?punycode?q?" + b"ab-" * 300_000 + b"?=\r\n\r\nx"
    ),
    "spaces": alone(b"text/plain", b" " * 1_000_000 + b"x"),
    "lines of spaces": alone(b"text/plain", (b" " * 998 + b"x\r\n") * 900),
    "blocks in blocks": alone(b"text/html", b"<blockquote>x" * 15_000),
    "parameters of a boundary": alone(b"multipart/mixed; boundary=x" + b';a="' * 200_000, b"--x\r\n\r\ny"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_mail_costs_a_bounded_time(name):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    read = bounded.read(ATTACKS[name], len(ATTACKS[name]))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    assert read.sender == "a@b.invalid"


def test_a_charset_that_is_none_loses_no_word():
    read = read_letter(alone(b"text/plain; charset=rot13", "Écran cassé".encode()))
    assert read.text == "Écran cassé"


def test_a_header_of_a_part_is_cut_before_it_is_read():
    read = read_letter(ATTACKS["a name of semicolons"])
    assert read.text == "Bonjour"
    assert read.attachments[0]["name"] == "x.txt"
    assert MAX_HEADER == 16 * 1024


def test_a_mail_that_outlasts_the_limits_keeps_its_headers(monkeypatch):
    """The child is stopped; who wrote, and to whom, is still known."""
    monkeypatch.setattr(bounded, "SECONDS", 1)
    nest = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(180)
    )
    raw = b"From: a@b.invalid\r\nSubject: Long\r\n" + nest + b"\r\n" + b"--x\n" * 5_000_000
    read = bounded.read(raw, len(raw))
    assert (read.sender, read.subject, read.refusal, read.text) == ("a@b.invalid", "Long", TOO_LONG, "")
    assert bounded.files(raw) == []


def test_a_mail_whose_very_headers_outlast_the_limits_is_poisoned(monkeypatch):
    monkeypatch.setattr(bounded, "LETTER", "fanal.core.mail.in_child:nothing_of_that_name")
    with pytest.raises(bounded.Poisoned):
        bounded.read(b"From: a@b.invalid\r\n\r\nx", 24)


def seeds() -> list[bytes]:
    message = letter(
        "a@b.invalid", "demande+0750001a.1@c.invalid", "Réponse", "Oui\n\n> Ça marche ?\n\n-- \nMoi"
    )
    message.add_alternative("<p>Oui</p><blockquote>Ça marche ?</blockquote>", subtype="html")
    message.add_attachment(b"\xff\xd8\xff" + b"0" * 50, maintype="image", subtype="jpeg", filename="é.jpg")
    joined = letter("z@b.invalid", "c@d.invalid", "Ancien", "Autre")
    message.add_attachment(joined)
    return [message.as_bytes(), joined.as_bytes(), *(raw[:3000] for raw in ATTACKS.values())]


PIECES = (
    b"\r\n",
    b"\n\n",
    b"--b\r\n",
    b";",
    b'"',
    b"=?utf-8?q?",
    b"?=",
    b"\x00",
    b"\xff",
    b"(",
    b"<",
    b"> ",
    b"charset=punycode",
    b"boundary=",
    b"filename*1*=",
    b" " * 500,
    b"Content-Type: message/rfc822\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Type: multipart/digest\r\n",
)


def mutated(chance: random.Random, raw: bytes) -> bytes:
    damaged = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(damaged) + 1)
        match chance.randrange(4):
            case 0:
                damaged[at:at] = chance.choice(PIECES)
            case 1:
                del damaged[at : at + chance.randint(1, 200)]
            case 2:
                damaged[at:at] = damaged[max(0, at - 300) : at]
            case _:
                damaged[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(damaged)


def test_thousands_of_damaged_mails_are_read_without_failing():
    chance, sound = random.Random(2711), seeds()
    began = time.process_time()
    slowest = 0.0
    for number in range(4_000):
        before = time.process_time()
        read_letter(mutated(chance, sound[number % len(sound)]))
        slowest = max(slowest, time.process_time() - before)
    assert slowest < 1
    assert time.process_time() - began < 60
