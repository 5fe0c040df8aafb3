"""How is the work of the mission counted, over which periods, by which kinds?

No text sets how long anything takes: each duration is proposed by Fanal, and changed by the person. The kinds
are those of the circulaire n° 2015-058, annexe, § 6 (`missions.rules.parts`). No text sets terms either: ours
are three thirds of the school year that leave no day out. Minutes are integers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.agenda.rules.codes import Activity
from fanal.core.text.french import MONTHS
from fanal.missions.rules.parts import BY_CODE
from fanal.year.rules.years import SchoolYear, year_of

SHORTEST, LONGEST = 1, 600  # minutes of one line
MOST_PROPOSED = 180  # a day and a source: a batch of hundreds of rows is not hundreds of gestures
LONGEST_WORDS = 200
SETTLED = timedelta(days=60)  # our own choice: what is taken back is taken back before
USUAL = (5, 10, 20, 30, 60)
OUT_OF_BOUNDS = "Une ligne compte entre 1 et 600 minutes (10 heures)."
OUT_OF_ITS_KIND = "Cette ligne de la mission n’est pas de cette activité."
NOT_YET = "Ce jour n’est pas encore passé."
TOO_OLD = "Un carnet va jusqu’au début de l’année scolaire d’avant."
BACKWARDS = "Le dernier jour est avant le premier."
MORE_REQUESTS = "Plus de demandes peut vouloir dire plus d’usage : ce n’est pas un signe de panne."


@dataclass(frozen=True)
class WorkLine:
    """What one line of the log is worth; `part` is empty when nobody said which."""

    activity: str
    part: str
    minutes: int


@dataclass(frozen=True)
class WorkSum:
    """The minutes of one kind, and of each of its parts; `hundredths` is its share of the whole."""

    activity: Activity
    minutes: int
    hundredths: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class WorkPeriod:
    """A stretch of days, both included, under the word that an address holds."""

    code: str
    label: str
    first: date
    last: date


def proposed(count: int, each: int, spent: int) -> int:
    """What a line is worth before anybody says otherwise: the time noted, else a duration for each."""
    return min(spent, LONGEST) if spent else max(SHORTEST, min(count * each, MOST_PROPOSED))


def earliest(today: date) -> date:
    """The first day that a log reaches back to."""
    return year_of(today).previous.starts_on


def settled_before(today: date) -> date:
    """Lines before this day no longer shrink with what they come from, whose own time may be over."""
    return today - SETTLED


def refusals(*, minutes: int, activity: str, part: str, day: date, today: date) -> list[str]:
    """Say why a line cannot be so; an empty list means it can."""
    reasons = []
    if not SHORTEST <= minutes <= LONGEST:
        reasons.append(OUT_OF_BOUNDS)
    if part and (part not in BY_CODE or BY_CODE[part].activity != activity):
        reasons.append(OUT_OF_ITS_KIND)
    if day > today:
        reasons.append(NOT_YET)
    if day < earliest(today):
        reasons.append(TOO_OLD)
    return reasons


def sums(lines: Iterable[WorkLine]) -> list[WorkSum]:
    """Each kind in the order of the text, then its parts; the unsaid part comes last. Kinds without a
    minute are there too: that nothing was done of one is worth reading."""
    minutes: Mapping[str, dict[str, int]] = {kind: defaultdict(int) for kind in Activity}
    for line in lines:
        minutes[line.activity][line.part] += line.minutes
    totals = [sum(minutes[kind].values()) for kind in Activity]
    shares = _hundredths(totals)
    order = [*BY_CODE, ""]
    return [
        WorkSum(
            kind,
            total,
            share,
            tuple((part, minutes[kind][part]) for part in order if minutes[kind].get(part)),
        )
        for kind, total, share in zip(Activity, totals, shares, strict=True)
    ]


def _hundredths(totals: list[int]) -> list[int]:
    """Shares that make a hundred together: what rounding leaves goes to the largest remainders."""
    whole = sum(totals)
    if not whole:
        return [0] * len(totals)
    shares = [total * 100 // whole for total in totals]
    by_rest = sorted(range(len(totals)), key=lambda rank: -(totals[rank] * 100 % whole))
    for rank in by_rest[: 100 - sum(shares)]:
        shares[rank] += 1
    return shares


def periods(year: SchoolYear, today: date) -> list[WorkPeriod]:
    """Those of a year that have begun: this month, its terms, January to June, the year.

    In autumn the half-year shown is that of the year before: what proposals in spring rested on.
    """
    first, winter = year.first, year.starts_on
    spring = date(first + 1, 3, 1)
    half = first + 1 if date(first + 1, 1, 1) <= today else first
    terms = (
        ("t1", "septembre à novembre", winter, date(first, 11, 30)),
        ("t2", "décembre à février", date(first, 12, 1), spring - timedelta(days=1)),
        ("t3", "mars à août", spring, year.ends_on),
    )
    month = [_month(today)] if today in year else []
    begun = [WorkPeriod(code, label, start, end) for code, label, start, end in terms if start <= today]
    return [
        *month,
        *begun,
        WorkPeriod("s", f"janvier à juin {half}", date(half, 1, 1), date(half, 6, 30)),
        WorkPeriod("annee", f"année {year}", year.starts_on, year.ends_on),
    ]


def _month(today: date) -> WorkPeriod:
    after = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return WorkPeriod("mois", MONTHS[today.month - 1], today.replace(day=1), after - timedelta(days=1))


def chosen(year: SchoolYear, today: date, code: str) -> WorkPeriod:
    """The period of this code; the year when none has it."""
    offered = periods(year, today)
    return next((period for period in offered if period.code == code), offered[-1])


def share_refusals(first: date, last: date, *, today: date) -> list[str]:
    """Say why these days cannot be shown."""
    reasons = [BACKWARDS] if last < first else []
    return reasons + ([TOO_OLD] if first < earliest(today) else [])
