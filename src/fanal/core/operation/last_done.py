"""When was something last done here? One moment in a small file of the home: the operator's proof.

It outlives the database, whose `facts` say the same to all machines.
"""

from datetime import datetime
from pathlib import Path


def keep(file: Path, moment: datetime) -> None:
    """Whole, or not at all: whoever looks meanwhile sees the moment before."""
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(moment.isoformat(timespec="seconds") + "\n", encoding="ascii")
    draft.replace(file)
