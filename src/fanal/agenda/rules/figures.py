"""How is a year told beside the one before, and when is there too little to compare? Pure.

Under ten, one event more or less moves the figure by a tenth: that is chance, and no word of trend is said of
it. The threshold is a choice of Fanal. What stands (pupils, machines) is known exactly and is told however
small, without a percentage. No word judges: more requests may be good news.
"""

from dataclasses import dataclass

from fanal.core.text.typography import NARROW
from fanal.year.rules.working_hours import worked_hours_words

FEW = 10
TOO_FEW, UNKNOWN = "trop peu pour comparer", "rien à quoi comparer"


@dataclass(frozen=True)
class Value:
    """A number, in hours of work for a delay; `basis` is how many facts it rests on. None: not known."""

    number: float | None = None
    basis: int = 0

    @property
    def is_known(self) -> bool:
        return self.number is not None


def value_in_words(value: Value, *, is_duration: bool) -> str:
    """The figure as it is read: « 160 », « 5 h ouvrées », « – » when nobody knows."""
    if value.number is None:
        return "–"
    if is_duration:
        return worked_hours_words(value.number)
    return f"{round(value.number):,}".replace(",", NARROW)


def difference(now: Value, before: Value, *, is_duration: bool = False, is_state: bool = False) -> str:
    """« 12 de plus (+15 %) », « autant », « trop peu pour comparer »."""
    if now.number is None or before.number is None:
        return UNKNOWN
    if not is_state and min(now.basis, before.basis) < FEW:
        return TOO_FEW
    gap = now.number - before.number
    if is_duration:
        return f"{worked_hours_words(abs(gap))} {_more(gap)}" if abs(gap) >= 1 else "pareil, à une heure près"
    count = round(gap)
    if count == 0:
        return "autant"
    words = f"{abs(count)} {_more(gap)}"
    return words if is_state else f"{words} ({_percent(gap, before.number)})"


def _more(gap: float) -> str:
    return "de plus" if gap > 0 else "de moins"


def _percent(gap: float, before: float) -> str:
    """`before` is at least FEW: what is smaller is not compared."""
    share = round(gap * 100 / before)
    return f"{'+' if gap > 0 else '−'}{abs(share)}\N{NO-BREAK SPACE}%"
