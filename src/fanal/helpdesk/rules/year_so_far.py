"""How many requests since September, beside last year’s to the same date?

Two numbers and no word of trend: more requests may be good news. Nothing is said of a last year that Fanal
did not see from its beginning; how late it may have begun is our choice.
"""

from datetime import date, timedelta

from fanal.core.text.french import counted
from fanal.year.rules.years import year_of

BEGAN_WITHIN = timedelta(days=45)


def compared(asked: int, before: int, first_asked: date | None, today: date) -> str:
    """« 38 demandes depuis septembre, 31 l’an dernier à la même date »; nothing when there is no last year.

    `first_asked`: the day of the first request of the school.
    """
    begins = year_of(today).previous.starts_on + BEGAN_WITHIN
    if not before or first_asked is None or first_asked > begins:
        return ""
    return f"{counted(asked, 'demande')} depuis septembre, {before} l’an dernier à la même date"
