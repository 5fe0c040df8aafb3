"""Does the number of a line still mean whom it meant? It is believed as long as what it names agrees. Pure.

A child may change names, or have a birth date corrected; when both the first name and the birth date change,
it is another child under a number that was given again, sorted alone, or counted from the top.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fanal.core.text.words import fold

FEWEST = 2  # numbers that make a count


def is_another(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Are these words of two people? Without both birth dates, the family name stands for them."""
    if not before.get("given_name") or _agree(before, after, "given_name"):
        return False
    if before.get("born") and after.get("born"):
        return bool(before["born"] != after["born"])
    return not _agree(before, after, "family_name")


def _agree(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    """« Jean » and « Jean-Luc » may be one person, « Jean » and « Jeanne » are not."""
    first, second = (set(re.findall(r"\w+", fold(words.get(name, "")))) for words in (before, after))
    return first <= second or second <= first


def are_row_numbers(cells: Iterable[str]) -> bool:
    """Do these cells only count the rows: 1, 2, 3…? Such a number is nobody's."""
    rows = list(cells)
    return len(rows) >= FEWEST and all(cell.strip() == str(place) for place, cell in enumerate(rows, 1))
