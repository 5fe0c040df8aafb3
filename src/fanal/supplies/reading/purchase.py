"""The rows of the lists of licences and contracts, and what they cost a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from fanal.accounts.models import School
from fanal.core.errors import RuleBroken
from fanal.core.text.french import full_day
from fanal.core.text.money import about
from fanal.equipment.models import Equipment
from fanal.equipment.reading.reported import machines_with
from fanal.equipment.reading.scanned import TOO_MANY, machines_typed
from fanal.equipment.rules.states import PRESENT
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.models.purchase import PurchaseQuerySet
from fanal.supplies.reading.periods import PeriodRow, terms_of, yearly_cents
from fanal.supplies.rules.licence import LicenceKind, installed_words

MOST_MACHINES = 1_000  # chosen at once


def yearly_cost(rows: PurchaseQuerySet, today: date) -> str:
    """Add up what runs and has a price by the year, « 3 420 € »; empty when none says it."""
    cents = yearly_cents(rows, today)
    return about(cents) if cents else ""


@dataclass(frozen=True)
class PurchaseRow:
    """One line of a list."""

    purchase: Licence | MaintenanceContract
    state: str
    tone: str


def rows_of(purchases: Iterable[Any], today: date) -> list[PurchaseRow]:
    rows = list(purchases)
    running = terms_of(rows, today)
    return [PurchaseRow(row, running[row.pk].words_on(today), running[row.pk].tone_on(today)) for row in rows]


def terms(
    purchase: Licence | MaintenanceContract, payer: str, periods: Iterable[PeriodRow]
) -> list[tuple[str, str]]:
    """Give what the page says of its days and its price, as terms and values; only what is known.

    `periods`: it begins with the one that runs, which a renewal before its end leaves as it is.
    """
    begins = [period.starts_on for period in periods if period.words == "en cours"]
    notice = f"{purchase.notice_months} mois" if purchase.notice_months else ""
    cancel = full_day(purchase.decide_on) if purchase.is_tacit and purchase.decide_on else ""
    pairs = [
        ("Début", full_day(min([*begins, purchase.starts_on]))),
        ("Fin", full_day(purchase.ends_on) if purchase.ends_on else "sans fin"),
        ("Reconduction", "tacite" if purchase.is_tacit else "aucune"),
        ("Préavis", notice),
        ("Résiliable jusqu’au", cancel),
        ("Prix", purchase.price_words),
        ("Payeur", payer),
        ("Bon de commande", purchase.order_reference),
    ]
    return [(term, value) for term, value in pairs if value]


@dataclass(frozen=True)
class Installed:
    """What machines report of the program of a licence; `unseated`: those of the school without a seat."""

    tone: str
    words: str
    unseated: list[int]


def installed_of(licence: Licence) -> Installed | None:
    """Compare with what machines report; None where no word says which program it is. Needs `with_used`."""
    if not licence.program_words:
        return None
    machines = machines_with(licence.school_id, licence.program_words)
    tone, words = installed_words(len(machines), licence.kind, licence.bought)
    seated = set(licence.given.values_list("equipment", flat=True))
    unseated = [machine for machine in machines if machine is not None and machine not in seated]
    return Installed(tone, words, unseated if licence.kind == LicenceKind.MACHINE else [])


def chosen_machines(school: School, values: Mapping[str, Any]) -> list[Equipment]:
    """List those of a type, of a room, of both; and those that were typed. RuleBroken names what is wrong."""
    machines: dict[int, Equipment] = {}
    if values["type"] or values["room"]:
        wanted = Q(**{name: values[name] for name in ("type", "room") if values[name]})
        rows = Equipment.objects.for_school(school).filter(wanted, state__in=PRESENT)
        machines = {row.pk: row for row in rows.order_by("number")[: MOST_MACHINES + 1]}
    if values["machines"]:
        by_number = machines_typed(school, values["machines"], most=MOST_MACHINES)
        machines |= {row.pk: row for row in by_number}
    if len(machines) > MOST_MACHINES:
        raise RuleBroken(TOO_MANY.format(MOST_MACHINES))
    return list(machines.values())
