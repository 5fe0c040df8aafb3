"""Was this mail written by a person, by a software, or by an answering machine?

RFC 3834 (Auto-Submitted), RFC 3464 (delivery reports), and the older headers that mail servers still write.
What an answering machine says is kept, never answered, and changes nothing. What a ticket tool writes
(`auto-generated`) is an answer like another, but is never answered automatically either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.core.text.words import fold

OUT_OF_OFFICE = (
    "reponse automatique",
    "reponse auto",
    "absence du bureau",
    "message d'absence",
    "absent du bureau",
    "out of office",
    "automatic reply",
    "auto reply",
    "autoreply",
    "vacation",
    "automatische antwort",
)
BOUNCED = (
    "undelivered mail",
    "undeliverable",
    "delivery status",
    "mail delivery",
    "non remis",
    "delivery failure",
)
MACHINES = ("mailer-daemon", "postmaster", "no-reply-bounce")
REPLY_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply")


@dataclass(frozen=True)
class Origin:
    """`is_reply`: an answering machine. `is_generated`: a software on purpose. `is_bounce`: not delivered."""

    is_reply: bool = False
    is_generated: bool = False
    is_bounce: bool = False

    @property
    def is_automatic(self) -> bool:
        return self.is_reply or self.is_bounce


def _is_calendar_reply(content_type: str, header: str) -> bool:
    """What a calendar writes when its owner accepts or refuses there (RFC 6047, 2.4)."""
    return content_type == "text/calendar" and "method=reply" in header.replace('"', "").lower()


def origin_of(headers: Mapping[str, str], *, sender: str, subject: str, content_type: str) -> Origin:
    """Read it from the headers (names in lower case), the sender's address and the subject."""
    folded = fold(subject).strip()
    submitted = headers.get("auto-submitted", "no").split(";")[0].strip().lower()
    precedence = headers.get("precedence", "").strip().lower()
    is_report = content_type == "multipart/report" and "disposition" not in headers.get("content-type", "")
    is_bounce = (
        is_report
        or sender.split("@")[0].lower() in MACHINES
        or (headers.get("return-path", "").strip() == "<>" and folded.startswith(BOUNCED))
    )
    is_reply = (
        submitted in {"auto-replied", "auto-notified"}
        or any(name in headers for name in REPLY_HEADERS)
        or precedence in {"auto_reply", "junk"}
        or folded.startswith(OUT_OF_OFFICE)
        or _is_calendar_reply(content_type, headers.get("content-type", ""))
    )
    is_generated = submitted not in {"no", ""} or precedence in {"bulk", "list"}
    return Origin(is_reply and not is_bounce, is_generated, is_bounce)
