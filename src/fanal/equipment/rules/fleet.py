"""How many pieces of equipment, how old, what were they bought for, what would they still be worth?

The residual value is an estimate, never an accounting value: a straight line from the purchase price to zero
over the expected life of the type, a setting of each school. A month counts once it is full: on the day of
the same number, or on the last day of a shorter month; so 29 February and four years is 29 February. Five
years is the age above which the DEPP no longer counts equipment as recent; the other ages are ours.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.text.french import counted

MONTHS = 12


class Age(StrEnum):
    """Brackets of age, from the purchase. Codes are in addresses."""

    NEW = "moins-de-3"
    RECENT = "3-a-5"
    OLD = "5-a-7"
    OLDEST = "7-et-plus"
    UNKNOWN = "inconnu"

    @property
    def label(self) -> str:
        return {
            "moins-de-3": "Moins de 3 ans",
            "3-a-5": "De 3 à 5 ans",
            "5-a-7": "De 5 à 7 ans",
            "7-et-plus": "7 ans et plus",
            "inconnu": "Date d’achat inconnue",
        }[self]

    @property
    def years(self) -> tuple[int, int | None]:
        """From how many full years, and up to how many (not included); for those whose purchase is known."""
        return {"moins-de-3": (0, 3), "3-a-5": (3, 5), "5-a-7": (5, 7), "7-et-plus": (7, None)}[self]


def years_before(day: date, years: int) -> date:
    """The same day earlier; 29 February becomes 28 February in a year that has none."""
    year = day.year - years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def bought_between(age: Age, today: date) -> tuple[date | None, date]:
    """The purchases of this bracket: after the first day (not included), until the second (included)."""
    youngest, oldest = age.years
    return years_before(today, oldest) if oldest else None, years_before(today, youngest)


def age_of(bought_on: date | None, today: date) -> Age:
    """The bracket of a purchase; one dated after today is new."""
    if bought_on is None:
        return Age.UNKNOWN
    for age in (Age.NEW, Age.RECENT, Age.OLD):
        after, _ = bought_between(age, today)
        if after is not None and bought_on > after:
            return age
    return Age.OLDEST


def months_old(bought_on: date, today: date) -> int:
    """Full months since the purchase.

    A month is full on the day of the same number, or on the last day of a month that is too short for it.
    """
    months = (today.year - bought_on.year) * MONTHS + today.month - bought_on.month
    full_on = min(bought_on.day, monthrange(today.year, today.month)[1])
    return max(0, months - (today.day < full_on))


def residual_cents(cents: int, bought_on: date | None, life_years: int, today: date) -> int | None:
    """What is left of one price on a straight line, month by month, the cent rounded down.

    Each piece is rounded, and a sum is that of its pieces. None when the purchase is not dated.
    """
    if bought_on is None:
        return None
    life = life_years * MONTHS
    return cents * max(0, life - months_old(bought_on, today)) // life


def end_of_life(bought_on: date | None, life_years: int) -> date | None:
    """The day when the estimate reaches zero; None when the purchase is not dated."""
    return years_before(bought_on, -life_years) if bought_on else None


@dataclass(frozen=True)
class FleetGroup:
    """Pieces of equipment alike in all that the page counts, their price too. `price`: None where unknown."""

    owner: str
    payer: str
    type_id: int
    state: str
    bought_on: date | None
    is_ending: bool
    price: int | None
    count: int

    @property
    def cents(self) -> int:
        return (self.price or 0) * self.count

    @property
    def unpriced(self) -> int:
        return self.count if self.price is None else 0

    def residual(self, life_years: int, today: date) -> int:
        """Of all of them; nothing where the price or the day of the purchase is unknown."""
        return (residual_cents(self.price or 0, self.bought_on, life_years, today) or 0) * self.count

    def age(self, today: date) -> Age:
        return age_of(self.bought_on, today)


@dataclass(frozen=True)
class FleetTotal:
    """A count and its values in cents. `unpriced`: how many have no price, and count for nothing."""

    count: int = 0
    cents: int = 0
    residual: int = 0
    unpriced: int = 0

    def plus(self, group: FleetGroup, residual: int) -> "FleetTotal":
        return FleetTotal(
            self.count + group.count,
            self.cents + group.cents,
            self.residual + residual,
            self.unpriced + group.unpriced,
        )


Lives = dict[int, int]  # type → its expected life in years


def totals[K: Hashable](
    groups: Iterable[FleetGroup], key: Callable[[FleetGroup], K], lives: Lives, today: date
) -> dict[K, FleetTotal]:
    """The total of each key."""
    by_key: dict[K, FleetTotal] = defaultdict(FleetTotal)
    for group in groups:
        residual = group.residual(lives[group.type_id], today)
        by_key[key(group)] = by_key[key(group)].plus(group, residual)
    return by_key


def purchases_said(by_year: Mapping[int, int], older: int, undated: int, this_year: int) -> str:
    """What the purchases of each year show, and what is not drawn: older things, those without a date."""
    most = max(by_year.values(), default=0)
    if not most:
        sentence = f"Rien de ce qui est présent n’a été acheté depuis {min(by_year)}, pour ce qu’on en sait."
    else:
        years = " et ".join(f"en {year}" for year, count in by_year.items() if count == most)
        each = " chaque fois" if list(by_year.values()).count(most) > 1 else ""
        bought = counted(most, "équipement")
        sentence = f"De ce qui est encore présent, le plus a été acheté {years} : {bought}{each}."
    left_out = [
        counted(older, "plus ancien", "plus anciens") if older else "",
        f"{undated} sans date d’achat" if undated else "",
    ]
    if any(left_out):
        sentence += f" Non dessinés : {' et '.join(filter(None, left_out))}."
    return f"{sentence} L’année {this_year} n’est pas finie." if by_year.get(this_year) else sentence
