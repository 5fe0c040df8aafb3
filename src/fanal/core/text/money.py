"""How an amount is written in French, and read as people write it. Unit: cents of euro, as integers."""

import re
from decimal import Decimal, InvalidOperation

from fanal.core.text.typography import NARROW, WIDE

TOO_HIGH = 10_000_000  # euros
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)")
TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")  # thousandths, or thousands
SIGNS = re.compile(r"[\s\u00a0\u202f]+|€|\$|euros?|eur|ttc")


class NoAmount(ValueError):
    """A text that is no amount; `str` is the sentence for its author."""


def read_cents(text: str) -> int:
    """« 1 250,00 € », « 1,250.00 », « 1.250 » or « 1250.5 » in cents. Raises `NoAmount`.

    Three figures after a sign are thousands, as the tables of other countries write them: nobody writes
    thousandths of a euro. A table is read again before it is kept; for what is typed, see `typed_cents`.
    """
    plain = SIGNS.sub("", text.lower())
    if THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", "")
    if "," in plain and "." in plain:  # the last of the two is the decimal one
        plain = plain.replace(min(",.", key=plain.rfind), "")
    try:
        amount = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        raise NoAmount(f"« {text} » n’est pas un prix : écrivez-le comme 1 250,00.") from None
    if not amount.is_finite() or not 0 <= amount < TOO_HIGH:
        raise NoAmount(f"« {text} » n’est pas un prix possible.")
    return int((amount * 100).to_integral_value())


def typed_cents(text: str) -> int:
    """As `read_cents`, but « 12,345 » is refused: a finger too many would make 12 345 euros of it."""
    plain = SIGNS.sub("", text.lower())
    if not TWO_WAYS.fullmatch(plain):
        return read_cents(text)
    small = Decimal(plain.replace(",", ".")) * 100
    raise NoAmount(
        f"« {text} » peut se lire {euros(int(small.to_integral_value()))} ou {euros(read_cents(text))} : "
        "écrivez-le avec deux décimales, ou sans point ni virgule."
    )


def euros(cents: int) -> str:
    """« 1 250,00 € », with non-breaking spaces; a negative amount takes a true minus sign."""
    units, rest = divmod(abs(cents), 100)
    amount = f"{units:,}".replace(",", NARROW)
    sign = "−" if cents < 0 else ""
    return f"{sign}{amount},{rest:02d}{WIDE}€"


def about(cents: int) -> str:
    """« 1 251 € », without cents: for an estimate, or a number read at a glance."""
    return euros(round(cents / 100) * 100).replace(",00", "")
