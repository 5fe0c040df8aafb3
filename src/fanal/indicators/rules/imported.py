"""What does a file say of indicators, and is it of this school and of this year? Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import chain

from fanal.core.text.french import MONTHS, full_day
from fanal.core.text.words import fold
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.own import OWN_CODE
from fanal.year.rules.periods import MeasurePeriod, PeriodKind, periods_of
from fanal.year.rules.years import SchoolYear, year_of

MOST_LINES = 400  # that are written at once
MOST_READ = 4_000  # an export holds all that is known already
YEARS_BACK = 6
LONGEST_NUMBER = 20
DECIMALS = Decimal("0.0001")  # as far as a value is kept
YEAR_WORDS = re.compile(r"(20\d{2}) ?[-/–] ?(?:20)?(\d{2})")
MONTH_WORDS = re.compile(r"([a-z]{3,9})[.]?[- /]+(?:20)?(\d{2})")
OTHER_SCHOOL = "Ce fichier est de l’établissement {uai} ; vous êtes dans {own}. Rien n’a été lu."
OTHER_NAME = "Ce fichier est de « {name} », qui n’est pas « {own} ». Rien n’a été lu."
OTHER_YEAR = (
    "Ce fichier porte sur {file} (du {first} au {last}), et vous l’importez pour {own}. Rien n’a été lu : "
    "choisissez une date de cette année-là, ou le bon export."
)
# What the names of all schools share, and what an export may leave out.
COMMON_WORDS = frozenset(
    {"college", "lycee", "clg", "lyc", "cite", "scolaire", "professionnel", "polyvalent", "general", "le"}
    | {"la", "de", "du", "des", "et", "les", "technologique", "prive", "public", "pro", "lpo", "lp", "lgt"}
)


@dataclass(frozen=True)
class ImportedValue:
    """Both sides of a formula for one period. `line`: where it stands in the file, 0 for the whole of it."""

    code: str
    period: MeasurePeriod
    numerator: Decimal
    denominator: Decimal | None
    line: int = 0
    note: str = ""


def number_of(cell: str) -> Decimal | None:
    """« 1 250,5 » or « 1250.5 », to four decimals; None for anything else."""
    plain = "".join(cell.split()).replace("\u202f", "").replace(",", ".").lstrip("'")
    if not plain or len(plain) > LONGEST_NUMBER or not set(plain) <= set("0123456789.-"):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    is_longer = isinstance(exponent, int) and exponent < DECIMALS.as_tuple().exponent  # type: ignore[operator]
    return Decimal(f"{number.quantize(DECIMALS, ROUND_HALF_UP).normalize():f}") if is_longer else number


def is_too_old(period: MeasurePeriod, today: date) -> bool:
    """Whether a period is of a year that no file gives any more."""
    return period.year.first <= year_of(today).first - YEARS_BACK


def period_of_words(words: str, today: date) -> MeasurePeriod | None:
    """The period that Fanal writes so: « 2025-2026 », « 1er trimestre 2026-2027 », « novembre 2026 ».

    And what a spreadsheet makes of them: « 2025/26 », « nov-26 », « 01/11/2026 ».
    """
    current, wanted = year_of(today), _as_fanal_writes(" ".join(words.split()))
    years = [SchoolYear(current.first - back) for back in range(YEARS_BACK)]
    every = chain.from_iterable(periods_of(year, kind) for year in years for kind in PeriodKind)
    return next((period for period in every if fold(period.label) == wanted), None)


def _as_fanal_writes(words: str) -> str:
    """These words, folded, with the years and the month in the shape of a label."""
    if (day := day_of(words)) is not None and day.day == 1:
        return fold(f"{MONTHS[day.month - 1]} {day.year}")
    plain = YEAR_WORDS.sub(r"\1-20\2", fold(words))
    if match := MONTH_WORDS.fullmatch(plain):
        named = [month for month in map(fold, MONTHS) if month.startswith(match[1])]
        if len(named) == 1:
            return f"{named[0]} 20{match[2]}"
    return plain


def day_of(cell: str) -> date | None:
    """« 03/11/2026 », « 2026-11-03 », with an hour or not."""
    plain = cell.strip()[:10]
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(plain, shape).date()  # noqa: DTZ007 - a day on the clock of the export
        except ValueError:
            continue
    return None


def school_refusals(uai_cells: set[str], own: str) -> list[str]:
    """Why a file whose lines name these schools is not of this one: the first other one, by its number."""
    others = sorted({cell.strip().upper()[:12] for cell in uai_cells if cell.strip()} - {own})
    return [OTHER_SCHOOL.format(uai=others[0], own=own)] if others else []


def name_refusals(names: set[str], own: str) -> list[str]:
    """The same for an export that names its school in words: more than half of them must be its own."""
    mine = _words(own)
    for name in sorted(names):
        theirs = _words(name)
        if theirs and mine and 2 * len(theirs & mine) <= min(len(theirs), len(mine)):
            return [OTHER_NAME.format(name=name[:80], own=own)]
    return []


def _words(name: str) -> frozenset[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in fold(name))
    return frozenset(word for word in letters.split() if len(word) > 1) - COMMON_WORDS


def year_refusals(days: list[date], period: MeasurePeriod) -> list[str]:
    """Why what was sent on these days is not of the year of a period."""
    if not days or all(day in period.year for day in days):
        return []
    first, last = min(days), max(days)
    return [
        OTHER_YEAR.format(
            file=year_of(first).label, first=full_day(first), last=full_day(last), own=period.year.label
        )
    ]


def is_code(code: str) -> bool:
    """Whether an indicator of the catalogue or of a school may have this code."""
    return code in CATALOGUE or OWN_CODE.fullmatch(code) is not None
