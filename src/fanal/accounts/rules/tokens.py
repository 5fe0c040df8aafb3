"""For how long may a token of the API hold, how many may one person hold, and when is making one refused?

Source: our own rule: what opens a school ends by itself, and what nobody uses is not left lying. Pure.
"""

LIVES = {30: "1 mois", 90: "3 mois", 180: "6 mois", 365: "1 an"}
LONGEST_DAYS = 365
MOST_AT_ONCE = 10


def refusals(*, days: int, standing: int) -> list[str]:
    """Say why a token cannot be made; `standing` are those of the same person that still open something."""
    reasons = []
    if not 1 <= days <= LONGEST_DAYS:
        reasons.append("Un jeton dure un an au plus. Choisissez une durée plus courte.")
    if standing >= MOST_AT_ONCE:
        reasons.append(
            f"Vous avez déjà {MOST_AT_ONCE} jetons en service. Révoquez d’abord ceux qui ne servent plus."
        )
    return reasons
