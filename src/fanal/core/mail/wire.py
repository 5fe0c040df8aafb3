"""How is a mail written on the wire? In short lines; words for people may be encoded, structured ones never.

The standard library writes a header it does not know as encoded words (RFC 2047) when a word of it is longer
than a line; RFC 2047 § 5 forbids that in addresses, Message-IDs, and links to leave a list. Its lines of 78
signs are those of RFC 5322; RFC 2045 § 6.7 allows 76 in quoted-printable, and RFC 2047 § 2 in encoded words.
"""

from email.policy import EmailPolicy
from typing import Any

LINE = 76  # signs; a word that is longer stands alone on its line
STRUCTURED = frozenset(
    {
        "auto-submitted",
        "in-reply-to",
        "list-id",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "message-id",
        "references",
        "reply-to",
        "to",
        "x-auto-response-suppress",
    }
)


def _folded(name: str, value: str, linesep: str) -> str:
    """Words stay whole: a line breaks between two of them only."""
    lines: list[str] = []
    for word in value.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}" if lines else f"{name}: {word}")
    return linesep.join(lines) + linesep


class WirePolicy(EmailPolicy):
    """Like the standard library's, but structured headers in ASCII leave as they were written.

    It writes the name and the address of a sender on one line, however long: they are two words.
    """

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in STRUCTURED and str(value).isascii():
            return _folded(name, str(value), self.linesep)
        written = super().fold(name, value)
        return _folded(name, written.partition(":")[2], self.linesep) if name.lower() == "from" else written

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() == "from" or (name.lower() in STRUCTURED and str(value).isascii()):
            return self.fold(name, value).encode("ascii", "surrogateescape")
        return super().fold_binary(name, value)


WIRE = WirePolicy(linesep="\r\n", max_line_length=LINE)
