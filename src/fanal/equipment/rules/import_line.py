"""What does one line of a file say of a piece of equipment, and what in it cannot be understood?

An empty cell says nothing: it never erases what is known. Dates as French files write them; prices in euros
become cents.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from fanal.core.words import fold
from fanal.equipment.rules.description import date_refusals
from fanal.equipment.rules.import_fields import LABELS, LONGEST, OWNERS, STATES, USES
from fanal.equipment.rules.serials import clean, is_dummy
from fanal.equipment.rules.warranty import end_of_warranty

DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: .*)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
DURATION = re.compile(r"(\d{1,3})\s*(an|ans|mois)")
HIGHEST_PRICE = 10_000_000
SPACES = re.compile(r"[\s\u00a0\u202f]+")


class NotUnderstood(ValueError):
    """A cell that says nothing we can keep; the text is the sentence for its author."""


@dataclass(frozen=True)
class Line:
    """One line, cleaned: only the fields it fills. `problems` makes it a refused line."""

    line: int
    values: Mapping[str, Any]
    problems: tuple[str, ...] = ()


def read_day(text: str) -> date:
    """« 14/11/2024 », « 14-11-24 », « 2024-11-14 »."""
    try:
        if found := ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := DATE.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise NotUnderstood(f"« {text} » n’est pas une date complète : écrivez-la comme 14/11/2024.")


def read_cents(text: str) -> int:
    """« 1 250,00 € » in cents."""
    plain = re.sub(r"(€|eur|euros?|ttc)", "", SPACES.sub("", text.lower())).replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise NotUnderstood(f"« {text} » n’est pas un prix : écrivez-le comme 1 250,00.") from None
    if not amount.is_finite() or not 0 <= amount < HIGHEST_PRICE:
        raise NotUnderstood(f"« {text} » n’est pas un prix possible.")
    return int((amount * 100).to_integral_value())


def _word(known: Mapping[str, Any], label: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        found = known.get(fold(text).strip(" ."))
        if found is None:
            raise NotUnderstood(f"« {text} » n’est pas compris dans la colonne « {label} ».")
        return found

    return read


def _serial(text: str) -> str:
    serial = clean(text)
    return "" if is_dummy(serial) else serial


READERS: dict[str, Callable[[str], Any]] = {
    "serial": _serial,
    "state": _word(STATES, "État"),
    "owner": _word(OWNERS, "Propriétaire"),
    "payer": _word(OWNERS, "Qui paie ?"),
    "is_pedagogical": _word(USES, "Pédagogique"),
    "bought_on": lambda text: read_day(text).isoformat(),
    "price_cents": read_cents,
}


def _warranty(text: str, bought_on: str | None) -> str:
    """A last day, or a length counted from the purchase."""
    length = DURATION.fullmatch(text.lower())
    if length is None:
        return read_day(text).isoformat()
    if bought_on is None:
        raise NotUnderstood("Une garantie en mois ou en années demande la date d’achat.")
    months = int(length[1]) * (1 if length[2] == "mois" else 12)
    return end_of_warranty(date.fromisoformat(bought_on), months).isoformat()


def _read(code: str, text: str, values: dict[str, Any]) -> Any:
    if len(text) > LONGEST.get(code, 200):
        raise NotUnderstood(f"Le texte de la colonne « {LABELS[code]} » est trop long.")
    if code == "warranty_until":
        return _warranty(text, values.get("bought_on"))
    return READERS[code](text) if code in READERS else text


def read_line(line: int, cells: Mapping[str, str], *, today: date) -> Line:
    """Clean the cells of one line, by field."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    # The warranty may be counted from the purchase: it is read after it.
    for code in sorted(cells, key=lambda code: code == "warranty_until"):
        text = cells[code].strip() if code == "note" else SPACES.sub(" ", cells[code]).strip()
        if not text:
            continue
        try:
            values[code] = _read(code, text, values)
        except NotUnderstood as problem:
            problems.append(str(problem))
    if values.get("serial") == "":
        del values["serial"]
    problems += _dates(values, today)
    return Line(line, values, tuple(problems))


def _dates(values: Mapping[str, Any], today: date) -> list[str]:
    bought, until = values.get("bought_on"), values.get("warranty_until")
    return date_refusals(
        date.fromisoformat(bought) if bought else None,
        date.fromisoformat(until) if until else None,
        today=today,
    )
