"""In which order are the questions asked, and what do the answers already given propose for the next?"""

from dataclasses import dataclass

from fanal.core.text.words import fold
from fanal.year.rules.calendars import HOLIDAYS, ZONES, DateCertainty, HolidayPeriod
from fanal.year.rules.years import SchoolYear

STEPS = {
    "etablissement": "Établissement",
    "calendrier": "Zone et année",
    "salles": "Salles",
    "personnel": "Personnel",
    "fonctions": "Qui fait quoi",
}
NAMES = list(STEPS)


def before(step: str) -> str:
    """The step one goes back to; empty at the first."""
    return NAMES[NAMES.index(step) - 1] if step != NAMES[0] else ""


def after(step: str) -> str:
    """The step that follows; empty at the last."""
    return "" if step == NAMES[-1] else NAMES[NAMES.index(step) + 1]


def proposed_zone(academy: str) -> str:
    """The zone of an académie as people write it (« Académie de Toulouse »); empty when it has none."""
    words = fold(academy)
    return next((zone for zone, names in ZONES.items() if any(fold(name) in words for name in names)), "")


@dataclass(frozen=True)
class CalendarCell:
    """The dates of one zone, or of the three at once; None: nothing known."""

    label: str
    dates: HolidayPeriod | None
    is_common: bool = False

    @property
    def is_doubtful(self) -> bool:
        return self.dates is not None and self.dates.certainty != DateCertainty.CERTAIN


@dataclass(frozen=True)
class YearClosing:
    """One closing of a school year: its name, and its dates in each zone."""

    name: str
    zones: dict[str, HolidayPeriod | None]

    @property
    def cells(self) -> list[CalendarCell]:
        """One cell when the three zones agree, else one each."""
        if len(set(self.zones.values())) == 1:
            return [CalendarCell("Zones A, B, C", self.zones["A"], is_common=True)]
        return [CalendarCell(f"Zone {zone}", dates) for zone, dates in self.zones.items()]


def closings_of(year: SchoolYear) -> list[YearClosing]:
    """The holidays of this year as they will be loaded, one line a name, in order of date."""
    periods = sorted(
        (period for period in HOLIDAYS if period.year == year), key=lambda period: period.first_day
    )
    closings: dict[str, YearClosing] = {}
    for period in periods:
        closing = closings.setdefault(period.name, YearClosing(period.name, dict.fromkeys("ABC")))
        closing.zones.update(dict.fromkeys(period.zones, period))
    return list(closings.values())
