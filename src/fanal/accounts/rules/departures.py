"""How many departures at once make an import ask somebody first? A cut file looks like a mass departure.

Both bounds must be passed: a share of those known, and a number below which nobody is ever asked.
"""

PERCENT, LEAST = 10, 5  # as long as the school says nothing
LOWEST, HIGHEST_PERCENT, HIGHEST_LEAST = 1, 50, 100


def refusals(percent: int, least: int) -> list[str]:
    """Why these bounds would guard nothing, or ask at every import."""
    reasons = []
    if not LOWEST <= percent <= HIGHEST_PERCENT:
        reasons.append(
            f"La part va de {LOWEST} à {HIGHEST_PERCENT} % : au-delà, un fichier coupé en deux passerait."
        )
    if not LOWEST <= least <= HIGHEST_LEAST:
        reasons.append(f"Le nombre de départs va de {LOWEST} à {HIGHEST_LEAST}.")
    return reasons


def must_be_confirmed(total: int, gone: int, *, percent: int = PERCENT, least: int = LEAST) -> bool:
    """Must somebody confirm that so many are `gone`, of the `total` that the source names?"""
    return gone >= least and gone * 100 > total * percent
