"""When may somebody be said to take over (R16)? Within the year of the proposal, one person at a time.

The head certifies it in writing; what it changes in the payment is an estimate (`instalments.handed_over`).
"""

from collections.abc import Iterable
from datetime import date

from fanal.year.rules.years import SchoolYear

Span = tuple[date, date | None]  # both days included; None: to the end of the year


def refusals(span: Span, others: Iterable[Span], year: SchoolYear) -> list[str]:
    """Why these dates cannot be certified; `others` are those already certified for the same proposal."""
    since, until = span[0], span[1] or year.ends_on
    if until < since:
        return ["La fin vient avant le début : vérifiez les deux dates."]
    if since not in year or until not in year:
        return [f"Les dates doivent être dans l’année {year}."]
    if any(start <= until and since <= (end or year.ends_on) for start, end in others):
        return ["Un remplacement est déjà enregistré pour une partie de ces dates."]
    return []
