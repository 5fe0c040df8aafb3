"""How long must somebody wait before trying a password again? Slower and slower, and never shut out.

Tries are counted for an account from one place (a network address, or a browser that this account has
already opened), and for an account from all unknown places together. The first are for whoever mistypes; the
second bound what many addresses may guess together; what one address tries over all accounts is
bounded too, for each try costs the machine. A browser that the account has opened counts for itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """`free` tries without waiting, then `first` seconds, doubled each time up to `longest`."""

    free: int
    first: int
    longest: int

    def delay(self, tries: int) -> int:
        """Seconds to wait after that many tries."""
        late = tries - self.free
        return 0 if late < 0 else min(self.first * 2 ** min(late, 20), self.longest)


FROM_ONE_PLACE = Pace(free=5, first=10, longest=900)  # at most 15 tries in the first hour, then 4 an hour
FROM_EVERYWHERE = Pace(free=50, first=60, longest=60)  # at most 110 tries in the first hour, then 60 an hour
FROM_ONE_ADDRESS = Pace(free=30, first=20, longest=20)  # all accounts together: then 3 a minute
FORGOTTEN_AFTER = 3600  # seconds without a try


def waiting(seconds: int) -> str:
    """How long, as one says it: « 40 secondes », « 3 minutes »."""
    if seconds < 90:
        return f"{seconds} seconde{'s' if seconds > 1 else ''}"
    return f"{-(-seconds // 60)} minutes"
