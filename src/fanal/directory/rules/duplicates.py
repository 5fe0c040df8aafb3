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
    named = _together(records, lambda record: record.name)
    dated = _together([record for record in records if record.born], lambda record: str(record.born))
    pairs = [*_compared(named, _same_pupil), *_compared(dated, _near_pupil)]
    return _sorted(pairs)


def likely_staff(records: Iterable[Record]) -> list[Pair]:
    """The same of the staff: a name alone says less, and one is asked all the same."""
    records = list(records)
    named = _together(records, lambda record: record.name)
    near = _together(records, lambda record: record.family[:1] + record.given[:1])
    pairs = [*_compared(named, _same_staff), *_compared(near, _near_staff)]
    return _sorted(pairs)


def _together(records: list[Record], key) -> list[list[Record]]:  # type: ignore[no-untyped-def]
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return [group[:MOST_TOGETHER] for group in groups.values() if len(group) > 1]


def _compared(groups: list[list[Record]], judge) -> Iterator[Pair]:  # type: ignore[no-untyped-def]
    for group in groups:
        for record, other in combinations(group, 2):
            if record.has_left and other.has_left:
                continue
            if (pair := judge(record, other)) is not None:
                yield pair


def _pair(record: Record, other: Record, why: str, score: float, *, is_near: bool = False) -> Pair:
    return Pair(min(record.pk, other.pk), max(record.pk, other.pk), why, score, is_near)


def _same_pupil(record: Record, other: Record) -> Pair | None:
    if record.born is None or other.born is None:
        return _pair(record, other, UNDATED, 60)
    if record.born == other.born:
        return _pair(record, other, SAME, 100)
    return _pair(record, other, MISTYPED, 80) if look_mistyped(record.born, other.born) else None


def _near_pupil(record: Record, other: Record) -> Pair | None:
    if record.name == other.name or (score := nearness(record, other)) is None:
        return None
    return _pair(record, other, NEAR_NAMES, min(score, 99), is_near=True)


def _same_staff(record: Record, other: Record) -> Pair | None:
    return _pair(record, other, NAMESAKES, 90)


def _near_staff(record: Record, other: Record) -> Pair | None:
    if record.name == other.name or (score := nearness(record, other)) is None:
        return None
    return _pair(record, other, NEAR_NAMESAKES, min(score, 89), is_near=True)


def look_mistyped(born: date, other: date) -> bool:
    """Day and month exchanged, or one digit that differs."""
    if (born.year, born.month, born.day) == (other.year, other.day, other.month):
        return True
    return sum(a != b for a, b in zip(f"{born:%d%m%Y}", f"{other:%d%m%Y}", strict=True)) == 1


def nearness(record: Record, other: Record) -> float | None:
    """How near two names are, of 100; None when either part is too far. A missing second name is near."""
    scores = [_part(record.family, other.family), _part(record.given, other.given)]
    return None if min(scores) < NEAR else sum(scores) / 2


def _part(name: str, other: str) -> float:
    mine, theirs = set(name.split()), set(other.split())
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return 95.0
    return fuzz.ratio(name, other)


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))
