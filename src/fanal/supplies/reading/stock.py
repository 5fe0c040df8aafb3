"""The consumables of a school: their tabs, those that a printer asks for, the paper of what to order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.errors import RuleBroken
from fanal.core.text.french import full_day
from fanal.core.text.money import euros
from fanal.core.text.words import fold
from fanal.equipment.reading.reported import LowSupply, low_supplies
from fanal.supplies.models import Consumable

ORDERS = Path(__file__).parents[1] / "documents" / "orders.typ"
# As a supply or a consumable names its colour, in French or as its maker writes it.
COLOURS = {
    **dict.fromkeys(("noir", "noire", "noirs", "black", "bk"), "black"),
    **dict.fromkeys(("cyan", "bleu", "bleue"), "cyan"),
    **dict.fromkeys(("magenta", "rouge"), "magenta"),
    **dict.fromkeys(("jaune", "jaunes", "yellow"), "yellow"),
}


@dataclass(frozen=True)
class PrinterNeed:
    """What a printer says of itself, and what the reserve has for it."""

    supply: LowSupply
    stock: list[Consumable]


def needs_of(school: School) -> list[PrinterNeed]:
    """Printers whose cartridge is low, beside the consumables whose « pour » names their model or them."""
    low = low_supplies(school.pk)
    followed = list(Consumable.objects.for_school(school).followed().order_by("name")) if low else []
    return [PrinterNeed(supply, fitting(supply, followed)) for supply in low]


def fitting(supply: LowSupply, followed: list[Consumable]) -> list[Consumable]:
    """Those that fit; of the colour that is low, where some say it: « toner noir 8 % » is no cyan toner."""
    rows = [row for row in followed if _fits(row, supply)]
    colours = _colours(supply.words)
    if not colours:
        return rows
    return [row for row in rows if not (own := _colours(row.name)) or own & colours]


def _colours(words: str) -> set[str]:
    return {COLOURS[word] for word in re.findall(r"\w+", fold(words)) if word in COLOURS}


def _fits(consumable: Consumable, supply: LowSupply) -> bool:
    fits, model = fold(consumable.fits), fold(supply.equipment.model)
    if not fits:
        return False
    return fold(supply.equipment.name) in fits or (bool(model) and (model in fits or fits in model))


def order_paper(school: School, rows: Iterable[Consumable], today: date) -> dict[str, Any]:
    """The data of `documents/orders.typ`: what to order, from whom. RuleBroken when there is nothing."""
    shown = list(rows)
    if not shown:
        raise RuleBroken("Rien n’est à commander : aucun consommable n’est à son seuil.")
    priced = [row.to_order * row.price_cents for row in shown if row.price_cents is not None]
    return {
        "title": "Consommables à commander",
        "letterhead": letterhead_of(school),
        "today": full_day(today),
        "rows": [
            [
                f"{row.name} ({row.unit})",
                row.supplier or "–",
                row.supplier_reference or "–",
                str(row.level),
                str(row.to_order),
                "–" if row.price_cents is None else euros(row.to_order * row.price_cents),
            ]
            for row in shown
        ],
        "total": euros(sum(priced)) if len(priced) == len(shown) else "",
    }
