"""How much may one person, or one unknown address, ask of Fanal in a while? Far more than a hand can.

Twenty pages a second from one account are no hand's: the limits only stop a program that runs wild. Each
process of pages counts for itself, so that with two processes the real limit lies between once and twice
these figures.
"""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Address, ip_address


class CountedUse(StrEnum):
    """What is counted: pages read, forms sent, files made (CSV, Excel, PDF, calendars)."""

    READ = "read"
    WRITE = "write"
    FILE = "file"


@dataclass(frozen=True)
class Allowance:
    """At most that many in that many seconds."""

    most: int
    seconds: int


OF_A_PERSON = {
    CountedUse.READ: Allowance(1200, 60),
    CountedUse.WRITE: Allowance(300, 60),
    CountedUse.FILE: Allowance(120, 600),
}
# A whole département, and every machine of a school that reports, may come from one address.
OF_AN_ADDRESS = {
    CountedUse.READ: Allowance(6000, 60),
    CountedUse.WRITE: Allowance(3000, 60),
    CountedUse.FILE: Allowance(1200, 600),
}

SAID = {
    CountedUse.READ: "Trop de pages ont été demandées à la suite avec ce compte, ou depuis cette adresse.",
    CountedUse.WRITE: "Trop de formulaires ont été envoyés à la suite avec ce compte, "
    "ou depuis cette adresse.",
    CountedUse.FILE: "Trop de fichiers ont été demandés à la suite avec ce compte, ou depuis cette adresse.",
}


NETWORK_BITS = 64  # what one IPv6 subscriber receives at least (RFC 6177): every address in it is theirs


def network_of(address: str) -> str:
    """Whom an address stands for: an IPv4 address itself, the /64 of an IPv6 one; anything else as it is."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return address
    if read.ipv4_mapped is not None:
        return str(read.ipv4_mapped)
    return f"{IPv6Address(int(read) >> NETWORK_BITS << NETWORK_BITS)}/{NETWORK_BITS}"


class UseCounter:
    """What each key has used since its present while began; `now` in seconds. Not for several threads."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, CountedUse], tuple[float, int]] = {}

    def seconds_to_wait(
        self, key: str, use: CountedUse, allowance: Allowance, now: float, *, count: int = 1
    ) -> int:
        """0, and counts, while the allowance lasts; otherwise the seconds left, and counts nothing."""
        since, used = self._used.get((key, use), (now, 0))
        if now - since >= allowance.seconds:
            since, used = now, 0
        if used >= allowance.most:
            return max(1, round(since + allowance.seconds - now))
        self._used[key, use] = since, used + count
        return 0

    def forget_before(self, moment: float) -> None:
        """Drop whatever began before that moment."""
        self._used = {key: kept for key, kept in self._used.items() if kept[0] >= moment}

    def forget_all(self) -> None:
        """Start from zero: every key has its whole allowance again."""
        self._used = {}

    def __len__(self) -> int:
        return len(self._used)
