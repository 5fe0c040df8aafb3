"""In which order does a column write day and month? « 12/25/2025 » beside « 03/04/2025 » says month first.

Pure. What a column says is told to whoever imports: « 03/04/2025 » alone says nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TWO_NUMBERS = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2}(?:\d{2})?(?!\d)")
MONTHS = 12


@dataclass(frozen=True)
class DayOrder:
    """How the dates of one column are read. `example` shows it; `others`, like `other`, cannot be."""

    is_month_first: bool = False
    example: str = ""
    others: int = 0
    other: str = ""

    def remarks(self, label: str) -> list[str]:
        """What the preview says of it: nothing of a column where every date is written as here."""
        sentences = []
        if self.is_month_first:
            sentences = [f"« {label} » est lu mois/jour/année, comme « {self.example} »."]
        if self.others:
            many = f"{self.others} dates sont écrites" if self.others > 1 else "Une date est écrite"
            sentences.append(
                f"{many} dans l’autre ordre, « {self.other} » : la ligne est à corriger. Vérifiez aussi les "
                "dates où le jour et le mois se ressemblent, comme « 03/04 »."
            )
        return sentences


def order_of(texts: Iterable[str]) -> DayOrder:
    """The order that most of these dates need; day first when none of them tells."""
    day_first: list[str] = []
    month_first: list[str] = []
    for text in texts:
        if match := TWO_NUMBERS.match(text):
            first, second = int(match[1]), int(match[2])
            if second > MONTHS >= first:
                month_first.append(match[0].strip())
            elif first > MONTHS >= second:
                day_first.append(match[0].strip())
    if len(month_first) > len(day_first):
        return DayOrder(True, month_first[0], len(day_first), (day_first or [""])[0])
    return DayOrder(False, (day_first or [""])[0], len(month_first), (month_first or [""])[0])
