"""How an amount is written in French. Unit: cents of euro, as integers."""

NBSP = "\N{NO-BREAK SPACE}"


def euros(cents: int) -> str:
    """« 1 250,00 € », with non-breaking spaces; a negative amount takes a true minus sign."""
    units, rest = divmod(abs(cents), 100)
    amount = f"{units:,}".replace(",", NBSP)
    sign = "−" if cents < 0 else ""
    return f"{sign}{amount},{rest:02d}{NBSP}€"


THOUSANDS_FROM = 100_000_00


def about(cents: int) -> str:
    """« 1 251 € », or « 140,8 k€ » from 100 000 €: for an estimate, or a number read at a glance."""
    if abs(cents) >= THOUSANDS_FROM:
        return f"{round(cents / 100_000, 1):.1f}{NBSP}k€".replace(".", ",").replace("-", "−")
    return euros(round(cents / 100) * 100).replace(",00", "")
