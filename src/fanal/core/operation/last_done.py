"""When was something last done here? One moment in a small file of the home, which pages and figures read.

A file that is damaged counts as absent: the next time mends it, and an alert on its absence is an alert.
"""

from datetime import UTC, datetime
from pathlib import Path


def keep(file: Path, moment: datetime) -> None:
    """Whole, or not at all: whoever reads meanwhile reads the moment before."""
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(moment.isoformat(timespec="seconds") + "\n", encoding="ascii")
    draft.replace(file)


def read(file: Path) -> datetime | None:
    """None when it was never done, or when the file does not say it."""
    try:
        return datetime.fromisoformat(file.read_text(encoding="ascii").strip()).astimezone(UTC)
    except (FileNotFoundError, ValueError, OverflowError):
        return None
