"""The text of a header or a page, from whatever a mail program wrote. Pure: no database, no clock."""

import email.header
import re
from contextlib import suppress
from encodings import normalize_encoding
from encodings.aliases import aliases
from html import unescape

BREAKS = {"br", "li", "tr"}
BLOCKS = {"p", "div", "blockquote", "pre", "ul", "ol", "table"}
# HTML as a browser cuts it, comments and what is never read aside. Each branch ends with the text at the
# latest, and goes back over none of it: the time grows with the length, whatever the nesting.
HTML = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|title|svg|math|template|iframe)\b[^>]*+(?<!/).*?(?:</\1\b[^>]*+>?|\Z)"
    r"|<[!?][^>]*+>?"
    r"|<(?P<tag>/?[a-z][^\s/>]*+)(?:=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+)|[^=>]++)*+>?"
    r"|(?P<words>[^<]++|<)",
    re.IGNORECASE | re.DOTALL,
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")


# The charsets of mails, by the names of Python's codecs. Others decode in a time without measure (punycode,
# idna), or are no charsets at all (zlib, hex, rot13).
CHARSETS = frozenset(
    {
        "ascii",
        "latin_1",
        "utf_8",
        "utf_8_sig",
        "utf_16",
        "utf_16_be",
        "utf_16_le",
        "cp437",
        "cp850",
        "cp858",
        "cp1140",
        "big5",
        "gb2312",
        "gbk",
        "gb18030",
        "shift_jis",
        "euc_jp",
        "iso2022_jp",
        "euc_kr",
        "koi8_r",
        "koi8_u",
        "mac_roman",
        "tis_620",
        *(f"cp{number}" for number in range(1250, 1259)),
        *(f"iso8859_{number}" for number in range(2, 17) if number != 12),
    }
)


# What mail programs call them, beside the names that Python knows.
OTHER_NAMES = {
    "x_mac_roman": "mac_roman",
    "macintosh": "mac_roman",
    "x_mac": "mac_roman",
    "iso_8859_8_i": "iso8859_8",
    "iso_8859_8_e": "iso8859_8",
    "iso_8859_6_i": "iso8859_6",
    "x_sjis": "shift_jis",
    "x_gbk": "gbk",
    "windows_874": "tis_620",
    "unicode_1_1_utf_8": "utf_8",
    "x_cp1252": "cp1252",
}
# Announced by programs that do not look: read as browsers do, and what is UTF-8 all the same as UTF-8.
WESTERN = frozenset({"ascii", "latin_1", "cp1252", "iso8859_15", "utf_8"})
# A byte that is no UTF-8, as « surrogateescape » leaves it, is one of Windows.
STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)}


def _codec(charset: str) -> str:
    """Python's name of this charset when mails may use it; UTF-8 otherwise. No other codec is even loaded."""
    written = normalize_encoding(charset.lower()) if charset.isascii() else ""
    name = OTHER_NAMES.get(written) or aliases.get(written, written)
    return name if name in CHARSETS else "utf_8"


def decode_bytes(raw: bytes, charset: str = "") -> str:
    """Text of these bytes; a wrong or unknown charset never loses the message."""
    name = _codec(charset)
    is_misnamed = name.startswith("utf_16") and b"\0" not in raw  # a line break of UTF-16 has one
    if name not in WESTERN and not is_misnamed:
        with suppress(UnicodeDecodeError):
            return raw.decode(name)
    text = raw.decode("utf-8", "surrogateescape")
    try:
        text.encode()
    except UnicodeEncodeError:
        return raw.decode(name) if name == "iso8859_15" else text.translate(STRAY)
    return text.removeprefix("\ufeff")


def _decode_piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return decode_bytes(piece.encode("ascii", "surrogateescape")) if not piece.isascii() else piece
    return decode_bytes(piece, "" if charset in {None, "unknown-8bit"} else charset or "")


def decode_header(raw: str) -> str:
    """A header's words: encoded, half encoded, or raw bytes without a word of their charset."""
    if not raw.isascii():
        return tidy(decode_bytes(raw.encode("utf-8", "surrogateescape")))
    try:
        pieces = email.header.decode_header(raw)
    except (ValueError, LookupError, email.errors.HeaderParseError):
        return tidy(raw)
    return tidy("".join(_decode_piece(piece, charset) for piece, charset in pieces))


def tidy(text: str) -> str:
    """One line, without characters that hide or reverse what is read."""
    return " ".join(INVISIBLE.sub("", text).split())


def clean_text(text: str) -> str:
    """Lines as written, without invisible characters, at most one empty line in a row."""
    lines = [
        INVISIBLE.sub("", line).rstrip()
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Page:
    """Plain text of a page, one tag or some words at a time; quoted blocks get their « > »."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.quoted = 0

    def _break(self) -> None:
        if not self.out or not self.out[-1].endswith("\n"):
            self.out.append("\n")

    def open(self, tag: str) -> None:
        if tag == "br":
            self.out.append("\n")
        elif tag in BLOCKS | BREAKS:
            self._break()
        self.quoted += tag == "blockquote"
        if tag == "li":
            self.out.append("- ")

    def close(self, tag: str) -> None:
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)
        if tag in BLOCKS:
            self._break()
        elif tag in {"td", "th"}:
            self.out.append(" ")

    def write(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            if data and self.out and not self.out[-1].endswith(("\n", " ")):
                self.out.append(" ")
            return
        at_start = not self.out or self.out[-1].endswith("\n")
        lead = "" if at_start or not data[:1].isspace() else " "
        mark = "> " if self.quoted and at_start else ""
        self.out.append(f"{mark}{lead}{words}{' ' if data[-1:].isspace() else ''}")


def text_of_html(html: str) -> str:
    """What a person would read of this HTML; nothing in it is fetched, run or kept as a tag."""
    page = _Page()
    for piece in HTML.finditer(html):
        if tag := piece["tag"]:
            page.close(tag[1:].lower()) if tag.startswith("/") else page.open(tag.lower())
        elif words := piece["words"]:
            page.write(unescape(words))
    return clean_text("".join(page.out))
