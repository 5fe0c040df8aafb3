"""The five rates, from a school year on, and how they are said and divided.

Source: arrêté of 27 April 2015 (the rates); circulaire n° 2015-058, annexe § 6 (the range of this mission).
No page read shows a change since; another order would be another row of `RATES`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from fanal.accounts.rules.law import SCHOOL_YEAR_2015, LegalText
from fanal.core.text.french import agrees
from fanal.core.text.money import euros
from fanal.missions.rules.words import RATES_ORDER
from fanal.year.rules.years import SchoolYear

FULL = 4  # quarters in one IMP
MOST_LINES = 12  # in one sharing
NAMES = {1: "quart de taux", 2: "demi-taux", 4: "taux plein", 8: "double taux", 12: "triple taux"}
DECIMALS = {1: ",25", 2: ",5", 3: ",75"}  # of a whole, by quarters


@dataclass(frozen=True)
class DatedRates:
    """What is in force from a day on; `lowest` and `highest`: the range of the digital mission."""

    valid_from: date
    quarter_cents: int
    legal_quarters: frozenset[int]
    lowest: int
    highest: int
    source: LegalText

    def cents(self, quarters: int) -> int:
        """A year of it."""
        return quarters * self.quarter_cents

    def amount(self, quarters: int) -> str:
        """« 625,00 € »."""
        return euros(self.cents(quarters))


RATES = (DatedRates(SCHOOL_YEAR_2015, 31_250, frozenset({1, 2, 4, 8, 12}), 4, 12, RATES_ORDER),)


def rates_of(year: SchoolYear) -> DatedRates:
    """Those in force when a school year begins, whenever one asks; of a year before the first, the first."""
    in_force = [rates for rates in RATES if rates.valid_from <= year.starts_on] or [RATES[0]]
    return max(in_force, key=lambda rates: rates.valid_from)


def units(quarters: int) -> str:
    """« 1,5 IMP »: quarters as the texts count them."""
    whole, rest = divmod(quarters, FULL)
    if not rest:
        return f"{whole} IMP"
    return f"{whole}{DECIMALS[rest]} IMP"


@cache
def splits(total: int, people: int, rates: DatedRates) -> tuple[tuple[int, ...], ...]:
    """Every way to share `total` quarters among exactly `people`, one legal rate each (R11)."""
    return tuple(_splits(total, people, max(rates.legal_quarters), rates))


def _splits(total: int, people: int, most: int, rates: DatedRates) -> Iterator[tuple[int, ...]]:
    if people == 0:
        if total == 0:
            yield ()
        return
    for first in sorted(rates.legal_quarters, reverse=True):
        if first <= most and first <= total:
            yield from ((first, *rest) for rest in _splits(total - first, people - 1, first, rates))


def as_tasks(quarters: int, rates: DatedRates) -> tuple[int, ...]:
    """The fewest legal rates that make this share: 1,5 IMP is 1 and a half, for two distinct tasks (R12)."""
    tasks, remaining = [], quarters
    for rate in sorted(rates.legal_quarters, reverse=True):
        while remaining >= rate:
            tasks.append(rate)
            remaining -= rate
    return tuple(tasks)


def rates_named(typed: str, rates: DatedRates) -> tuple[int, ...]:
    """« 8,4 » as an address holds it: the legal rates of a sharing, in order; whatever else is left out."""
    legal = {str(quarters): quarters for quarters in rates.legal_quarters}
    return tuple(legal[text] for text in typed.split(",")[:MOST_LINES] if text in legal)


def split_said(split: tuple[int, ...]) -> str:
    """« 2 IMP + 1 IMP »."""
    return " + ".join(units(quarters) for quarters in split)


@dataclass(frozen=True)
class Sharing:
    """What can be done with a total and a number of people, and why an equal share cannot."""

    refusal: str
    proposed: tuple[tuple[int, ...], ...]
    tasks: tuple[int, ...]


def sharing(total: int, people: int, rates: DatedRates) -> Sharing:
    """The legal splits, the most even first; when equal shares are not legal, the reason and the way round.

    The way round (`tasks`): each share made of several lines, one for each distinct task.
    """
    proposed = tuple(sorted(splits(total, people, rates), key=lambda split: (split[0] - split[-1], split)))
    share, rest = divmod(total, people)
    if not rest and share in rates.legal_quarters:
        return Sharing("", proposed, ())
    if rest:
        shared = agrees(total / FULL, "ne se partage", "ne se partagent")
        text = f"{units(total)} {shared} pas en {people} parts égales : la plus petite est le quart."
        return Sharing(text, proposed, ())
    equal = " + ".join([units(share)] * people)
    text = f"{equal} n’est pas d’usage : {units(share)} n’est pas l’un des cinq taux."
    return Sharing(text, proposed, as_tasks(share, rates))


def nearest(splits: Iterable[tuple[int, ...]], parts: Sequence[int]) -> tuple[int, ...] | None:
    """The legal split nearest to what each does, `parts` the largest first; no text asks for it."""
    whole = sum(parts)

    def distance(split: tuple[int, ...]) -> int:
        pairs = zip(split, parts, strict=True)
        return sum(abs(quarters * whole - part * sum(split)) for quarters, part in pairs)

    return min((split for split in splits if len(split) == len(parts)), key=distance, default=None)
