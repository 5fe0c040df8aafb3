"""What is read under the charset that a mail announces, or does not. Foreign mails, November 2026."""

import pytest

from fanal.core.mail.parsing import read_letter
from fanal.core.mail.words import decode_bytes, decode_header
from fanal.core.testing import working_less_than

WORDS = "L’écran « cassé » : 12 €"
HEBREW = "שלום לכולם"


def read(charset: str, content: bytes) -> str:
    return read_letter(
        b"From: a@b.invalid\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + content
    ).text


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "us-ascii", "latin1", "windows-1252", "utf-8", "x-unknown", '""']
)
@pytest.mark.parametrize("written", ["cp1252", "utf-8"])
def test_western_words_are_read_under_any_western_name(label, written):
    assert read(label, WORDS.encode(written)) == WORDS


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [
        ("x-mac-roman", "mac_roman", WORDS),
        ("macintosh", "mac_roman", WORDS),
        ("iso-8859-8-i", "iso8859_8", HEBREW),
        ("iso-8859-8-e", "iso8859_8", HEBREW),
        ("iso-8859-15", "iso8859_15", "Écran cassé : 12 €"),
        ("iso-8859-15", "utf-8", WORDS),
        ("iso-8859-7", "iso8859_7", "Καλημέρα"),
        ("windows-1251", "cp1251", "Добрый день"),
        ("shift_jis", "shift_jis", "こんにちは"),
        ("shift_jis", "cp1252", "déjà vu à l’école"),
        ("utf-16", "utf-16", WORDS),
        ("utf-16", "utf-8", WORDS),
        ("utf-8", "utf-8-sig", WORDS),
    ],
)
def test_words_are_read_under_the_name_that_mails_give_it(label, codec, words):
    assert read(label, words.encode(codec)) == words


def test_one_wrong_byte_spoils_no_other_word():
    assert read("utf-8", "Écran cassé ".encode() + b"d\xe9j\xe0") == "Écran cassé déjà"


def test_utf_7_is_never_decoded():
    """It would hide words from whoever looks for them in the bytes."""
    assert read("utf-7", b"Caf+AOk- +ADw-b+AD4-") == "Caf+AOk- +ADw-b+AD4-"
    assert decode_header("=?utf-7?Q?Caf+AOk-?=") == "Caf+AOk-"


@pytest.mark.parametrize(
    "label", ["utf-7", "x-user-defined", "a" * 500, "é", "utf-32", "\\", "base64", "mbcs"]
)
def test_no_name_fails(label):
    assert decode_bytes(bytes(range(256)), label)


def test_headers_are_read_the_same_way():
    assert decode_header("=?iso-8859-1?Q?L=92=E9cran?=") == "L’écran"
    assert decode_header("=?us-ascii?Q?=C3=89cran?=") == "Écran"
    assert decode_header("=?x-mac-roman?Q?=8Ecran?=") == "écran"


def test_wrong_bytes_cost_no_more_than_others():
    with working_less_than(1):
        decode_bytes(b"\xe9" * 2_000_000, "utf-8")
