"""At what hour may a scan have been made? A phone without network sends later: its clock is believed within
reason.
"""

from datetime import datetime, timedelta

LONGEST = 80  # of what is kept of a scan
KEY_FORM = r"^[0-9a-zA-Z_-]{16,64}\Z"
LATEST, CLOCKS_DIFFER = timedelta(days=60), timedelta(minutes=5)


def believed(said: datetime | None, received: datetime) -> datetime:
    """The hour that the phone says, unless it is to come or too old: then the hour at which it came."""
    if said is None or said > received + CLOCKS_DIFFER or said < received - LATEST:
        return received
    return min(said, received)
