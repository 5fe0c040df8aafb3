"""How many mails does a person want, and when does each leave?

A piece of news leaves at once, waits for the day's summary, or is not written. Pure: no database, no clock.
"""

from datetime import datetime, time
from enum import Enum

from fanal.core.labelled import Labelled
from fanal.year.rules.delays import STAFF_QUIET, WorkingCalendar


class NotificationFrequency(Labelled):
    """What a person chooses. Nobody who chose nothing loses anything: each mail at once."""

    EACH = "each", "Un courriel à chaque nouvelle"
    DIGEST = "digest", "Un seul courriel par jour, qui rassemble tout"
    NEEDED = "needed", "Seulement quand on attend quelque chose de moi"


class Delivery(Enum):
    """What becomes of one piece of news for one person."""

    NOW = "now"
    GROUPED = "grouped"
    NOT = "not"


def delivery_of(frequency: str, *, needs_reader: bool, cannot_wait: bool) -> Delivery:
    """`needs_reader`: something is expected of them; `cannot_wait`: a lesson is blocked now."""
    if frequency == NotificationFrequency.DIGEST:
        return Delivery.NOW if cannot_wait else Delivery.GROUPED
    if frequency == NotificationFrequency.NEEDED:
        return Delivery.NOW if needs_reader else Delivery.NOT
    return Delivery.NOW


def digest_is_due(moment: datetime, at: time, calendar: WorkingCalendar, *, is_quiet: bool) -> bool:
    """Whether the day's summary may be written. `moment` carries the school's time zone.

    A school that keeps its staff in peace gets none on a day off: Monday's tells the week-end.
    """
    if is_quiet and STAFF_QUIET.is_day_off(moment.date(), calendar):
        return False
    return moment.time() >= at
