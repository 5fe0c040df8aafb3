"""Is an indicator where the school wants it? Where it started, its target, its threshold. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from fanal.indicators.rules.definition import PERCENT, Direction, IndicatorDefinition
from fanal.year.rules.periods import PeriodKind

HIGHEST = Decimal(10_000_000)
FULL = 100
JUDGED_LATER = "Cible jugée en fin de période"


@dataclass(frozen=True)
class Goals:
    """Values in the unit of the indicator. `alert`: on the wrong side of it, the value is red."""

    baseline: Decimal | None = None
    target: Decimal | None = None
    alert: Decimal | None = None


def goal_refusals(definition: IndicatorDefinition, goals: Goals) -> list[str]:
    """Why these values cannot be aimed at."""
    given = [value for value in (goals.baseline, goals.target, goals.alert) if value is not None]
    if any(value < 0 or value > HIGHEST for value in given):
        return ["Un départ, une cible ou un seuil n’est ni négatif ni démesuré : vérifiez les nombres."]
    if definition.unit == PERCENT and any(value > FULL for value in given):
        return ["Cet indicateur est un pourcentage : de 0 à 100."]
    if definition.direction is Direction.NEITHER and (goals.target is not None or goals.alert is not None):
        return [
            "Pour cet indicateur, ni plus haut ni plus bas n’est mieux : il se lit, il ne se vise pas. "
            "Laissez vides la cible et le seuil."
        ]
    if goals.target is None or goals.alert is None:
        return []
    is_wrong = (
        goals.alert >= goals.target if definition.direction is Direction.UP else goals.alert <= goals.target
    )
    if is_wrong:
        side = "en dessous" if definition.direction is Direction.UP else "au-dessus"
        return [f"Le seuil d’alerte doit être {side} de la cible : {definition.direction_words}."]
    return []


def frequencies_of(definition: IndicatorDefinition) -> list[PeriodKind]:
    """How often it may be measured: what is spent by civil year, as budgets are; nothing else is."""
    is_civil = definition.frequency is PeriodKind.CIVIL
    return [kind for kind in PeriodKind if (kind is PeriodKind.CIVIL) is is_civil]


def frequency_refusals(definition: IndicatorDefinition, frequency: str) -> list[str]:
    if frequency in frequencies_of(definition):
        return []
    if definition.frequency is PeriodKind.CIVIL:
        return ["Une dépense se compte par année civile, comme le budget."]
    return ["Cet indicateur se compte par année scolaire ou par partie d’année, pas par année civile."]


def state_of(
    definition: IndicatorDefinition, goals: Goals, value: Decimal | None, *, is_over: bool = True
) -> tuple[str, str]:
    """What is said of a value, and its tone; nothing where nothing is aimed at.

    A target is judged once its period is over (`is_over`); a threshold warns at once.
    """
    if value is None or definition.direction is Direction.NEITHER:
        return "", ""
    sign = 1 if definition.direction is Direction.UP else -1
    is_reached = goals.target is not None and sign * (value - goals.target) >= 0
    if is_reached and is_over:
        return "Cible atteinte", "ok"
    if goals.alert is not None and sign * (value - goals.alert) < 0:
        return "Seuil d’alerte passé", "bad"
    if goals.target is None:
        return "", ""
    return ("Cible non atteinte", "warn") if is_over else (JUDGED_LATER, "info")


def progress(goals: Goals, value: Decimal | None) -> int | None:
    """How much of the way from the start to the target is done, from 0 to 100, where it can be said."""
    if value is None or goals.target is None or goals.baseline is None or goals.target == goals.baseline:
        return None
    done = (value - goals.baseline) / (goals.target - goals.baseline) * FULL
    return int(max(Decimal(0), min(Decimal(FULL), done)))
