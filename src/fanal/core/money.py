"""How an amount is written in French. Unit: cents of euro, as integers."""

NBSP = "\N{NO-BREAK SPACE}"


def euros(cents: int) -> str:
    """« 1 250,00 € », with non-breaking spaces; a negative amount takes a true minus sign."""
    units, rest = divmod(abs(cents), 100)
    amount = f"{units:,}".replace(",", NBSP)
    sign = "−" if cents < 0 else ""
    return f"{sign}{amount},{rest:02d}{NBSP}€"
