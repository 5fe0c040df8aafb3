"""How are the headers of a mail written on the wire? Words for people may be encoded, structured ones never.

The standard library writes a header it does not know as encoded words (RFC 2047) when a word of it is longer
than a line of 78 signs; RFC 2047 § 5 forbids that in addresses, Message-IDs, and links to leave a list.
"""

from email.policy import EmailPolicy
from typing import Any

LINE = 78  # signs, RFC 5322 § 2.1.1; a word that is longer stands alone on its line
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
    """Like the standard library's, but structured headers in ASCII leave as they were written."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in STRUCTURED and str(value).isascii():
            return _folded(name, str(value), self.linesep)
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in STRUCTURED and str(value).isascii():
            return _folded(name, str(value), self.linesep).encode("ascii")
        return super().fold_binary(name, value)


WIRE = WirePolicy(linesep="\r\n")
