"""Which two records may be one person? A pair is only a question: somebody answers it.

Pupils: the same name and birth date; the same name where a date is missing or looks mistyped; near names with
the same birth date. Staff, whose birth date is not kept: the same or nearly the same name. Two namesakes with
two birth dates are two, and so are near names that one source tells under two numbers (twins).
Cost: only records that share a birth date, a name or its first letters are compared, at most `MOST_TOGETHER`
at a time, so that twenty thousand pupils stay under a second.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

NEAR = 80.0  # per cent of the letters
MOST_TOGETHER = 60  # records compared with one another; more share a default date or a common name


@dataclass(frozen=True)
class Record:
    """A name in lower case without accents, words parted by spaces; the birth date when it is known."""

    pk: int
    family: str
    given: str
    born: date | None = None
    has_left: bool = False

    @property
    def name(self) -> str:
        """The same name whatever its spaces, and whichever part comes first."""
        return "".join(sorted([*self.family.split(), *self.given.split()]))


@dataclass(frozen=True)
class Pair:
    """Two records, the smaller number first; `is_near` says that the names differ."""

    first: int
    second: int
    why: str
    score: float
    is_near: bool = False

    @property
    def key(self) -> tuple[int, int]:
        return self.first, self.second


SAME = "Même nom, nés le même jour"
UNDATED = "Même nom, une date de naissance manque"
MISTYPED = "Même nom, dates de naissance voisines"
NEAR_NAMES = "Noms proches, nés le même jour"
NAMESAKES = "Même nom"
NEAR_NAMESAKES = "Noms proches"


def likely_pupils(records: Iterable[Record]) -> list[Pair]:
    """The pairs worth asking about, the likeliest first."""
    records = list(records)
    named = _together(records, lambda one: one.name)
    dated = _together([one for one in records if one.born], lambda one: str(one.born))
    pairs = [*_compared(named, _same_pupil), *_compared(dated, _near_pupil)]
    return _sorted(pairs)


def likely_staff(records: Iterable[Record]) -> list[Pair]:
    """The same of the staff: a name alone says less, and one is asked all the same."""
    records = list(records)
    named = _together(records, lambda one: one.name)
    near = _together(records, lambda one: one.family[:1] + one.given[:1])
    pairs = [*_compared(named, _same_staff), *_compared(near, _near_staff)]
    return _sorted(pairs)


def _together(records: list[Record], key) -> list[list[Record]]:  # type: ignore[no-untyped-def]
    groups: dict[str, list[Record]] = defaultdict(list)
    for one in records:
        groups[key(one)].append(one)
    return [group[:MOST_TOGETHER] for group in groups.values() if len(group) > 1]


def _compared(groups: list[list[Record]], judge) -> Iterator[Pair]:  # type: ignore[no-untyped-def]
    for group in groups:
        for one, other in combinations(group, 2):
            if one.has_left and other.has_left:
                continue
            if (found := judge(one, other)) is not None:
                yield found


def _pair(one: Record, other: Record, why: str, score: float, *, is_near: bool = False) -> Pair:
    return Pair(min(one.pk, other.pk), max(one.pk, other.pk), why, score, is_near)


def _same_pupil(one: Record, other: Record) -> Pair | None:
    if one.born is None or other.born is None:
        return _pair(one, other, UNDATED, 60)
    if one.born == other.born:
        return _pair(one, other, SAME, 100)
    return _pair(one, other, MISTYPED, 80) if look_mistyped(one.born, other.born) else None


def _near_pupil(one: Record, other: Record) -> Pair | None:
    if one.name == other.name or (score := nearness(one, other)) is None:
        return None
    return _pair(one, other, NEAR_NAMES, min(score, 99), is_near=True)


def _same_staff(one: Record, other: Record) -> Pair | None:
    return _pair(one, other, NAMESAKES, 90)


def _near_staff(one: Record, other: Record) -> Pair | None:
    if one.name == other.name or (score := nearness(one, other)) is None:
        return None
    return _pair(one, other, NEAR_NAMESAKES, min(score, 89), is_near=True)


def look_mistyped(one: date, other: date) -> bool:
    """Day and month exchanged, or one digit that differs."""
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    return sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True)) == 1


def nearness(one: Record, other: Record) -> float | None:
    """How near two names are, of 100; None when either part is too far. A missing second name is near."""
    scores = [_part(one.family, other.family), _part(one.given, other.given)]
    return None if min(scores) < NEAR else sum(scores) / 2


def _part(one: str, other: str) -> float:
    mine, theirs = set(one.split()), set(other.split())
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return 95.0
    return fuzz.ratio(one, other)


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))
