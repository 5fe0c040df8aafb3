"""What the commands share: a school by its number, a day, a private file, a table on the screen."""

import argparse
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.config.explained import Explained

if TYPE_CHECKING:
    from fanal.accounts.models import School


def day_of(text: str) -> date:
    """The type of an argument that is a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un jour : écrivez 2027-08-31.") from problem


def school_of(uai: str) -> "School":
    """The school of this number, open or closed; Explained when there is none."""
    from fanal.accounts.models import School

    school = School.objects.select_related("authority", "academy").filter(uai=uai.upper()).first()
    if school is None:
        raise Explained(f"Aucun établissement {uai} ici : ouvrez-le avec « fanal school create ».")
    return school


def print_table(headers: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Columns as wide as their longest value."""
    lines = [[*map(str, headers)], *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def new_private_file(path: Path) -> int:
    """A descriptor on a file that did not exist, readable by its owner alone."""
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as problem:
        raise Explained(f"{path} existe déjà, et n’est pas remplacé : donnez un autre nom.") from problem
    except OSError as problem:
        raise Explained(
            f"{path} ne peut pas être écrit ({problem.strerror}) : donnez un autre nom."
        ) from problem
