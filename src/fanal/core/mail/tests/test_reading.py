"""What is read in a mail: the new lines, who speaks, and nothing that fetches; whatever the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.mail.addresses import Thread, claims
from fanal.core.mail.parsing import MAX_BYTES, read_letter
from fanal.core.mail.quoting import new_text
from fanal.core.mail.testing import letter
from fanal.core.mail.words import decode_header, text_of_html


@pytest.mark.parametrize(
    "quoted",
    [
        pytest.param("-- Répondez au-dessus de cette ligne --\nBonjour", id="our own marker"),
        pytest.param(
            "Le lun. 23 nov. 2026 à 09:12, Collège <a@b.fr> a écrit :\n> Bonjour", id="French Gmail"
        ),
        pytest.param(
            "Le lun. 23 nov. 2026 à 09:12, Collège\n<demande+a@b.fr> a écrit :\n> Bonjour", id="on two lines"
        ),
        pytest.param("On Mon, Nov 23, 2026 at 9:12 AM X <a@b.fr> wrote:\n> Hi", id="English"),
        pytest.param("-----Message d'origine-----\nDe : X", id="Outlook, old"),
        pytest.param("De : X\nEnvoyé : lundi\nÀ : Y\nObjet : Z\n\nBonjour", id="Outlook"),
        pytest.param("> Bonjour\n> Merci", id="bare marks"),
    ],
)
def test_only_the_new_lines_are_kept(quoted):
    assert new_text(f"Câble changé.\nBonne journée\n\n{quoted}") == "Câble changé.\nBonne journée"


@pytest.mark.parametrize(
    "signature", ["-- \nAda Martin\nMathématiques", "Envoyé de mon iPhone", "Sent from my Galaxy"]
)
def test_the_signature_goes(signature):
    assert new_text(f"Oui\n\n{signature}") == "Oui"


def test_an_answer_written_below_the_quote_is_kept():
    assert new_text("Le 3 mai 2026 à 10:00, Collège a écrit :\n> Ça marche ?\n\nOui !").endswith("Oui !")


def test_when_nothing_would_be_left_the_whole_stays():
    assert new_text("> seulement une citation") == "> seulement une citation"


def test_html_becomes_text_and_the_tracking_pixel_is_gone():
    html = (
        '<div>Bonjour,<br>câble <b>changé</b>.<img src="https://pisteur.invalid/p.gif" width=1></div>'
        "<script>alert(1)</script><style>p{background:url(https://x.invalid)}</style>"
        "<blockquote><p>ancien</p></blockquote>"
    )
    text = text_of_html(html)
    assert text.split("\n")[:2] == ["Bonjour,", "câble changé."]
    assert "> ancien" in text
    for word in ("pisteur", "alert", "x.invalid", "<"):
        assert word not in text


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("=?utf-8?Q?R=C3=A9ponse?= =?utf-8?Q?_re=C3=A7ue?=", "Réponse reçue"),
        ("=?iso-8859-1?Q?=C9cran?=", "Écran"),
        ("=?charset-inconnu?Q?abc?=", "abc"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("RE: R\udce9ponse", "RE: Réponse"),
        ("Fact\u202egpj.exe", "Factgpj.exe"),
    ],
)
def test_a_subject_is_read_however_broken(raw, read):
    assert decode_header(raw) == read


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, (False, False)),
        ({"Auto_Submitted": "auto-replied"}, (True, True)),
        ({"Auto_Submitted": "auto-generated"}, (False, True)),
        ({"X_Autoreply": "yes"}, (True, False)),
        ({"Precedence": "auto_reply"}, (True, False)),
    ],
)
def test_machines_are_told_from_people(headers, expected):
    origin = read_letter(letter("a@b.invalid", "c@d.invalid", "Re: x", "y", **headers).as_bytes()).origin
    assert (origin.is_automatic, origin.is_generated) == expected


@pytest.mark.parametrize(
    "subject", ["Réponse automatique : vacances", "Automatic reply: x", "Absence du bureau"]
)
def test_an_answering_machine_without_headers_is_known_by_its_subject(subject):
    assert read_letter(letter("a@b.invalid", "c@d.invalid", subject, "y").as_bytes()).origin.is_reply


def test_a_delivery_report_is_a_bounce():
    raw = b"From: MAILER-DAEMON@x.invalid\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b--\r\n"
    assert read_letter(raw).origin.is_bounce


def test_a_reply_address_is_proven_only_under_our_seal():
    thread = Thread("demande", "0750001A", 12)
    assert claims([f"X <{thread.reply_address}>"], [])[0].is_proven
    assert claims([thread.reply_address.upper()], [])[0].is_proven
    other = thread.reply_address.replace(".12.", ".13.")
    assert not claims([other], [])[0].is_proven
    assert claims(["x@y.invalid"], [thread.message_id("ab12")])[0].number == 12


def test_a_seal_made_under_a_key_being_replaced_still_holds(settings):
    address = Thread("demande", "0750001A", 12).reply_address
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "une autre clé, bien plus récente",
    )
    assert claims([address], [])[0].is_proven
    settings.SECRET_KEY_FALLBACKS = []
    assert not claims([address], [])[0].is_proven


def nested(levels: int) -> bytes:
    head = b"From: a@b.invalid\r\nSubject: poupees\r\n"
    for level in range(levels):
        head += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
    return head + b"\r\nfin"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(nested(60), id="60 levels"),
        pytest.param(nested(5000), id="5000 levels"),
        pytest.param(
            b"From: a@b.invalid\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 300,
            id="300 parts",
        ),
        pytest.param(b"From: a@b.invalid\r\n\r\n" + b"x" * (MAX_BYTES + 1), id="too heavy"),
    ],
)
def test_a_mail_beyond_the_limits_is_kept_with_a_sentence(raw):
    read = read_letter(raw)
    assert read.refusal
    assert read.sender == "a@b.invalid"


@given(st.binary(max_size=2000))
def test_no_bytes_make_the_reader_fail(raw):
    read_letter(raw)
    read_letter(b"From: " + raw + b"\r\nSubject: " + raw + b"\r\nContent-Type: " + raw + b"\r\n\r\n" + raw)


def test_a_very_long_header_costs_nothing():
    raw = b"From: " + b"a@b.invalid, " * 20_000 + b"\r\nTo: " + b"(" * 200_000 + b"\r\n\r\nx"
    assert read_letter(raw) is not None


def test_attachments_are_named_and_weighed():
    message = letter("a@b.invalid", "c@d.invalid", "Photo", "Voici")
    message.add_attachment(
        b"\xff\xd8\xff" + b"0" * 97, maintype="image", subtype="jpeg", filename="écran.jpg"
    )
    read = read_letter(message.as_bytes())
    assert read.text == "Voici"
    assert read.attachments == ({"name": "écran.jpg", "type": "image/jpeg", "size": 100},)


HOSTILE = b"""From: "A\x00 b" <a\x00b@c.invalid>\r
Subject: =?utf-8?b?AGEA?= \x00 =?utf-8?q?=ED=A0=80?=\r
Message-ID: <a\x00\xed\xa0\x80@b>\r
Content-Type: multipart/mixed; boundary=x\r
\r
--x\r
Content-Type: text/plain; charset=utf-8\r
\r
Bonjour \x00\r
--x\r
Content-Type: image/pn\x00g; name="a\x00.png"\r
Content-Disposition: attachment; filename="b\x00\xed\xa0\x80.png"\r
\r
zzzz\r
--x--\r
"""


@given(st.lists(st.tuples(st.integers(0, len(HOSTILE) - 1), st.sampled_from(b'\x00\xed\xa0\x80\xff\n="?'))))
def test_what_is_read_can_always_be_kept(changes):
    raw = bytearray(HOSTILE)
    for at, byte in changes:
        raw[at] = byte
    mail = read_letter(bytes(raw))
    kept = [mail.message_id, mail.sender, mail.sender_name, mail.subject, mail.text, mail.whole_text]
    kept += [str(value) for attachment in mail.attachments for value in attachment.values()]
    for text in kept:
        assert "\0" not in text
        text.encode()


def test_an_address_with_a_nul_or_bytes_of_no_charset_is_not_its_likeness():
    def sender(written: bytes) -> str:
        return read_letter(b"From: " + written + b"\r\n\r\nBonjour").sender

    assert sender(b"chef@ecole.invalid") == "chef@ecole.invalid"
    assert sender(b"chef\x00@ecole.invalid") == ""
    assert sender(b"chef\xed\xa0\x80@ecole.invalid") != "chef@ecole.invalid"
