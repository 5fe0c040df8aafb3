"""What did somebody scan or type, and at what hour may it have been?

A camera reads the address of a label, a hand scanner reads that or a bar code of the authority, and hands
type a code or a name. A phone without network sends later: its clock is believed within reason.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fanal.equipment.rules.labels import code_in

LONGEST = 80  # of what is kept of a scan
IN_ADDRESS = "/q/"
KEY_FORM = r"^[0-9a-zA-Z_-]{16,64}\Z"
LATEST, CLOCKS_DIFFER = timedelta(days=60), timedelta(minutes=5)


@dataclass(frozen=True)
class ReadText:
    """The code of a label, where it is one; the words otherwise."""

    code: str
    words: str


def read_text(typed: str) -> ReadText:
    """The code of the address or of the words; no other address is ever followed."""
    words = " ".join(typed.split())[:LONGEST]
    tail = words.rpartition(IN_ADDRESS)[2] if IN_ADDRESS in words else words
    return ReadText(code_in(tail[:40]), words)


def believed(said: datetime | None, received: datetime) -> datetime:
    """The hour that the phone says, unless it is to come or too old: then the hour at which it came."""
    if said is None or said > received + CLOCKS_DIFFER or said < received - LATEST:
        return received
    return min(said, received)
