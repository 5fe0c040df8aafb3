"""How an amount is written in French. Unit: cents of euro, as integers."""

from fanal.core.typography import NARROW, WIDE


def euros(cents: int) -> str:
    """« 1 250,00 € », with non-breaking spaces; a negative amount takes a true minus sign."""
    units, rest = divmod(abs(cents), 100)
    amount = f"{units:,}".replace(",", NARROW)
    sign = "−" if cents < 0 else ""
    return f"{sign}{amount},{rest:02d}{WIDE}€"


def about(cents: int) -> str:
    """« 1 251 € », without cents: for an estimate, or a number read at a glance."""
    return euros(round(cents / 100) * 100).replace(",00", "")
