"""How many of a consumable are left, and when is it time to order? Pure."""

from enum import StrEnum

MOST = 100_000  # of one consumable
MOST_AT_ONCE = 1_000


class MovementKind(StrEnum):
    """What made the level change."""

    IN = "in"
    OUT = "out"
    COUNT = "count"


def movement_refusals(level: int, change: int, unit: str) -> list[str]:
    """Why the level cannot change by so many; by none, where somebody counted and found as many."""
    if level + change < 0:
        return [
            f"Il en reste {level} ({unit}) d’après Fanal : s’il y en a davantage dans l’armoire, corrigez "
            "d’abord le stock."
        ]
    if level + change > MOST:
        return [f"Plus de {MOST} : vérifiez le nombre."]
    return []


def needs_order(level: int, threshold: int) -> bool:
    """At the threshold it is time: « 2 » means that with two left one orders."""
    return level <= threshold


def quantity_to_order(level: int, threshold: int) -> int:
    """How many bring it back to twice its threshold, one at least; none while it is above it."""
    return max(1, 2 * threshold - level) if needs_order(level, threshold) else 0


def state_words(level: int, threshold: int) -> tuple[str, str]:
    """What is said of the level, and its tone."""
    if not level:
        return "Épuisé", "bad"
    return ("À commander", "warn") if needs_order(level, threshold) else ("En réserve", "ok")
