"""Does this machine hold the keys that its database knows? Findings about keys."""

from collections.abc import Iterator
from pathlib import Path

from fanal.config.findings import InstallationFinding, wrong
from fanal.core.errors import Refused
from fanal.core.keys.known_keys import require_known_keys


def of_keys(home: Path) -> Iterator[InstallationFinding]:
    """Essential: with other keys, nothing that was sealed is read."""
    try:
        require_known_keys(home)
    except Refused as refusal:
        yield wrong(" ".join(refusal.reasons))
    else:
        yield InstallationFinding("Les clés de cette machine sont celles que la base connaît.")
