"""The periods of a licence or of a contract: those before it was renewed, the one that runs, the next one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Sum

from fanal.supplies.models import FormerPeriod, Licence, MaintenanceContract
from fanal.supplies.models.purchase import PurchaseQuerySet
from fanal.supplies.rules.purchase import Term, period_words

LINKS: dict[type[Any], str] = {Licence: "licence", MaintenanceContract: "contract"}


@dataclass(frozen=True)
class PeriodRow:
    """One line; `ends_on`: none without an end."""

    starts_on: date
    ends_on: date | None
    seats: int | None
    price_words: str
    words: str


def periods_of(purchase: Licence | MaintenanceContract, today: date) -> list[PeriodRow]:
    """The latest first; none where nothing was ever renewed."""
    former = list(purchase.periods.order_by("-starts_on"))
    return [_row(period, today) for period in (purchase, *former)] if former else []


def _row(period: Any, today: date) -> PeriodRow:
    words = period_words(period.starts_on, period.ends_on, today)
    seats = getattr(period, "seats", None)
    return PeriodRow(period.starts_on, period.ends_on, seats, period.price_words, words)


def terms_of(purchases: Iterable[Any], today: date) -> dict[int, Term]:
    """The term of each of one kind: what was renewed before its end runs on (one question)."""
    rows = list(purchases)
    if not rows:
        return {}
    link, every = f"{LINKS[type(rows[0])]}_id", FormerPeriod.objects.for_school(rows[0].school_id)
    running = every.filter(starts_on__lte=today, ends_on__gte=today)  # few in a school
    early = set(running.values_list(link, flat=True))
    return {row.pk: replace(row.term, is_renewed_early=row.pk in early) for row in rows}


def yearly_cents(rows: PurchaseQuerySet, today: date) -> int:
    """What these cost a year today: each by the period that runs, not by the next one (two questions)."""
    own = rows.running(today).filter(is_yearly=True, starts_on__lte=today)
    early = rows.filter(
        starts_on__gt=today,
        periods__starts_on__lte=today,
        periods__ends_on__gte=today,
        periods__is_yearly=True,
    )
    sums = own.aggregate(cents=Sum("price_cents")), early.aggregate(cents=Sum("periods__price_cents"))
    return sum(total["cents"] or 0 for total in sums)
