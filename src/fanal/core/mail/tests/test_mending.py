"""Mails made by programs that nobody here wrote: no word and no file of theirs is lost without a sentence.

Foreign mails, November 2026.
"""

from base64 import b64encode, encodebytes
from quopri import encodestring

import pytest

from fanal.core.mail import bounded
from fanal.core.mail.enclosures import MAX_TEXT
from fanal.core.mail.mending import SEPARATED
from fanal.core.mail.parsing import TEXT_GOES_ON, WITHOUT_TEXT, read_letter
from fanal.core.mail.structure import MAX_PARTS
from fanal.core.mail.testing import letter

HEAD = b"From: a@b.invalid\r\nSubject: Panne\r\n"
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 200
PDF = b"%PDF-1.7\n" + b"0" * 200
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
WORDS = "Écran cassé en salle 12".encode()


def mail(content_type: bytes, body: bytes, headers: bytes = b"") -> bytes:
    return HEAD + b"Content-Type: " + content_type + b"\r\n" + headers + b"\r\n" + body


def part(content_type: bytes, body: bytes, headers: bytes = b"") -> bytes:
    return b"--b\r\nContent-Type: " + content_type + b"\r\n" + headers + b"\r\n" + body + b"\r\n"


def encoded(content_type: bytes, body: bytes, headers: bytes = b"") -> bytes:
    return part(content_type, encodebytes(body), headers + b"Content-Transfer-Encoding: base64\r\n")


BOTH = part(b"text/plain; charset=utf-8", WORDS) + encoded(b"application/pdf", PDF) + b"--b--\r\n"


@pytest.mark.parametrize(
    "announced",
    [
        b"multipart/mixed",
        b"multipart/mixed; boundary=",
        b"multipart/mixed; boundary=c",
        b"multipart/mixed; boundary=bb",
        b'multipart/mixed; boundary="--b"',
    ],
)
def test_parts_under_a_wrong_separator_are_found_and_it_is_said(announced):
    raw = mail(announced, b"This is a message in several parts.\r\n" + BOTH)
    read = read_letter(raw)
    assert read.refusal == ""
    assert read.text == f"Écran cassé en salle 12\n\n[{SEPARATED}]"
    assert read.whole_text == read.text
    (file,) = bounded.files(raw)
    assert (file.name, file.content) == ("pièce-1.pdf", PDF)


@pytest.mark.parametrize("announced", [b"multipart/mixed", b"multipart/alternative; boundary=c"])
def test_without_any_separator_the_content_is_the_text(announced):
    read = read_letter(mail(announced, WORDS))
    assert read.text == f"Écran cassé en salle 12\n\n[{SEPARATED}]"


def test_forms_of_one_text_under_a_wrong_separator_are_read_once():
    body = part(b"text/plain; charset=utf-8", WORDS) + part(b"text/html", b"<p>" + WORDS) + b"--b--"
    assert read_letter(mail(b"multipart/alternative; boundary=c", body)).text.count("Écran") == 1


def test_a_wrong_separator_inside_a_right_one():
    body = b"--o\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n" + BOTH + b"\r\n--o--\r\n"
    read = read_letter(mail(b"multipart/mixed; boundary=o", body))
    assert read.text.startswith("Écran cassé en salle 12")
    assert [file["name"] for file in read.attachments] == ["pièce-1.pdf"]


def test_what_stands_after_the_end_is_read():
    body = (
        part(b"text/plain; charset=utf-8", WORDS) + b"--b--\r\n" + encoded(b"application/pdf", PDF) + b"--b--"
    )
    read = read_letter(mail(b"multipart/mixed; boundary=b", body))
    assert read.text == f"Écran cassé en salle 12\n\n[{SEPARATED}]"
    assert [file["name"] for file in read.attachments] == ["pièce-1.pdf"]


@pytest.mark.parametrize("kind", [b"mixed", b"alternative"])
def test_the_words_that_a_list_adds_after_the_end_are_read(kind):
    body = part(b"text/plain; charset=utf-8", WORDS) + b"--b--\r\nListe du bassin\r\n"
    read = read_letter(mail(b"multipart/" + kind + b"; boundary=b", body))
    assert read.text == "Écran cassé en salle 12\n\nListe du bassin"


@pytest.mark.parametrize(
    ("content_type", "content", "name"),
    [
        (b"application/pdf", PDF, "pièce-1.pdf"),
        (b"image/jpeg", JPEG, "image-1.jpg"),
        (b"image/png", JPEG, "image-1.jpg"),
        (b"application/octet-stream", PDF, "pièce-1.pdf"),
        (b"text/calendar; method=REQUEST", CALENDAR, "calendrier-1.ics"),
        (b"text/csv", b"a;b\r\n1;2\r\n", "pièce-1.csv"),
        (b"text/x-log", b"erreur 12", "pièce-1.txt"),
        (b'application/pdf; name="devis"', PDF, "devis.pdf"),
        (b'application/pdf; name="devis.pdf"', PDF, "devis.pdf"),
        (b"application/x-nothing", b"\x00\xff\x01\x81\x02" * 50, "pièce-1.bin"),
    ],
)
@pytest.mark.parametrize(
    "disposition", [b"", b"Content-Disposition: inline\r\n", b"Content-Disposition: attachment\r\n"]
)
def test_a_part_without_a_name_is_kept_under_a_made_one(content_type, content, name, disposition):
    body = part(b"text/plain; charset=utf-8", WORDS) + encoded(content_type, content, disposition) + b"--b--"
    raw = mail(b"multipart/mixed; boundary=b", body)
    assert read_letter(raw).text == "Écran cassé en salle 12"
    assert [(file.name, file.content) for file in bounded.files(raw)] == [(name, content)]


@pytest.mark.parametrize(
    ("content_type", "content", "name"),
    [(b"image/jpeg", JPEG, "image-1.jpg"), (b"text/calendar; charset=utf-8", CALENDAR, "calendrier-1.ics")],
)
def test_a_mail_that_is_only_a_file_says_so(content_type, content, name):
    raw = mail(content_type, b64encode(content), b"Content-Transfer-Encoding: base64\r\n")
    read = read_letter(raw)
    assert (read.subject, read.refusal, read.text) == ("Panne", "", "")
    assert read.whole_text == f"[{WITHOUT_TEXT}]"
    assert [(file.name, file.content) for file in bounded.files(raw)] == [(name, content)]


def test_an_invitation_beside_its_two_forms_of_text_is_kept():
    body = (
        part(b"text/plain; charset=utf-8", WORDS)
        + part(b"text/html", b"<p>x")
        + part(b"text/x-amp-html", b"<p>x")
        + part(b"text/calendar", CALENDAR)
        + b"--b--"
    )
    read = read_letter(mail(b"multipart/alternative; boundary=b", body))
    assert read.text == "Écran cassé en salle 12"
    assert [file["name"] for file in read.attachments] == ["calendrier-1.ics"]


def test_html_below_plain_text_is_read_too():
    """A telephone writes so around a picture: only forms of one text are chosen from."""
    body = (
        part(b"text/plain; charset=utf-8", WORDS)
        + encoded(b"image/jpeg", JPEG)
        + part(b"text/html", b"<p>Merci")
    )
    assert (
        read_letter(mail(b"multipart/mixed; boundary=b", body + b"--b--")).text
        == "Écran cassé en salle 12\n\nMerci"
    )


def joined(encoding: bytes, content: bytes) -> bytes:
    headers = b"Content-Transfer-Encoding: " + encoding + b"\r\n"
    body = part(b"text/plain", b"Voir ci-joint") + part(b"message/rfc822", content, headers) + b"--b--"
    return mail(b"multipart/mixed; boundary=b", body)


@pytest.mark.parametrize(
    ("encoding", "encode"), [(b"base64", encodebytes), (b"quoted-printable", encodestring)]
)
def test_a_joined_mail_that_was_encoded_is_read_and_kept(encoding, encode):
    inner = letter("z@b.invalid", "c@d.invalid", "Écran", "Réparé hier.")
    inner.add_attachment(PDF, maintype="application", subtype="pdf", filename="devis.pdf")
    raw = joined(encoding, encode(inner.as_bytes()))
    assert read_letter(raw).whole_text.endswith("[Message joint : « Écran », de z@b.invalid]\n\nRéparé hier.")
    (file,) = bounded.files(raw)
    assert (file.name, file.is_message) == ("Écran.eml", True)
    assert b64encode(PDF)[:60] in file.content


def test_encoded_mails_one_inside_the_other_end():
    raw = letter("z@b.invalid", "c@d.invalid", "0", "Au fond").as_bytes()
    for _ in range(30):
        raw = joined(b"base64", encodebytes(raw))
        if len(raw) > 2_000_000:
            break
    assert read_letter(raw).text == "Voir ci-joint"


def test_an_encoded_mail_of_too_many_parts_is_refused_with_a_sentence():
    many = mail(b"multipart/mixed; boundary=i", b"--i\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 300)
    assert str(MAX_PARTS) in read_letter(joined(b"base64", encodebytes(many))).refusal


@pytest.mark.parametrize("kind", [b"text/plain", b"text/html"])
def test_a_text_too_long_to_be_shown_is_kept_whole_and_it_is_said(kind):
    raw = mail(kind + b"; charset=utf-8", "Écran noir. ".encode() * 20_000 + b"Fin.")
    read = read_letter(raw)
    assert read.text.endswith(f"\n\n[{TEXT_GOES_ON}]")
    assert len(read.text) < MAX_TEXT + 200
    (file,) = bounded.files(raw)
    assert file.name == "message.txt"
    assert file.content.decode().endswith("Écran noir. Fin.")


def test_style_longer_than_a_text_hides_no_word():
    html = b"<style>" + b"p{color:red}" * 20_000 + b"</style><p>" + WORDS
    assert read_letter(mail(b"text/html; charset=utf-8", html)).text == "Écran cassé en salle 12"


def test_a_mail_refused_for_its_parts_keeps_who_wrote_it():
    read = read_letter(HEAD + b"Content-Type: multipart/mixed" + b"; boundary=b" * 300 + b"\r\n\r\n" + BOTH)
    assert (read.sender, read.subject, read.text) == ("a@b.invalid", "Panne", "")
    assert str(MAX_PARTS) in read.refusal
