"""The iCalendar files that Fanal writes: one way to begin them (RFC 5545)."""

from icalendar import Calendar


def begin_calendar(product: str, *, name: str | None = None) -> Calendar:
    """An empty calendar in French; `product` is one word (« Annee »), `name` what a client shows.

    It carries no identifier of its own: icalendar writes one (RFC 7986, 5.3), and vdirsyncer, that splits
    a file by UID, then takes every event for the same one.
    """
    calendar = Calendar.new(prodid=f"-//Fanal//{product}//FR", name=name, language="fr")
    del calendar["UID"]
    return calendar
