"""What is the value of an indicator, and what may be shown of it? The one place that divides. Pure.

A denominator that is zero or missing gives « non calculable » with its reason; a group of people under the
threshold is not shown; a part of people that is small, or that leaves out few, is said as a range.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fanal.accounts.rules.small_groups import Bounds, may_be_shown, shown_answers, shown_part
from fanal.core.text.french import agrees
from fanal.core.text.typography import NARROW, WIDE
from fanal.indicators.rules.definition import HOURS, PERCENT, IndicatorDefinition

TENTH, WHOLE_FROM = Decimal("0.1"), Decimal(100)
HIGHEST, MOST_PEOPLE = Decimal(1_000_000_000), Decimal(100_000)  # beyond, no school counts so much
NO_NUMERATOR = "Il manque le nombre du haut de la formule : {name}."
DENOMINATOR_MISSING = "Donnez aussi le nombre du bas ({name}) : un taux seul ne se vérifie pas."
NO_DENOMINATOR = "Il manque le nombre du bas de la formule : {name}."
ZERO = "Le nombre du bas de la formule est zéro ({name}) : il n’y a rien à diviser."
SMALL_GROUP = "Moins de {smallest} personnes : un si petit groupe n’est pas montré."
NOT_COMPUTABLE = "non calculable"
HIDDEN = "non montré"


@dataclass(frozen=True)
class KeptFigure:
    """Both sides of a formula as they were kept. `people`: how many it is about, None when not people."""

    numerator: Decimal | None
    denominator: Decimal | None = None
    people: int | None = None
    counts_people: bool = False
    reason: str = ""


@dataclass(frozen=True)
class ShownFigure:
    """What a page says. `value`: None when it cannot be said exactly, and `reason` says why."""

    value: Decimal | None
    text: str
    detail: str = ""
    reason: str = ""

    @property
    def is_exact(self) -> bool:
        return self.value is not None


def value_of(definition: IndicatorDefinition, figure: KeptFigure) -> tuple[Decimal | None, str]:
    """The value, or None and why it cannot be computed."""
    if figure.reason:
        return None, figure.reason
    if figure.numerator is None:
        return None, NO_NUMERATOR.format(name=definition.numerator)
    if not definition.has_denominator:
        return figure.numerator, ""
    if figure.denominator is None:
        return None, NO_DENOMINATOR.format(name=definition.denominator)
    if not figure.denominator:
        return None, ZERO.format(name=definition.denominator)
    return figure.numerator / figure.denominator * definition.scale, ""


def _as_shown(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1) if abs(value) >= WHOLE_FROM else TENTH, ROUND_HALF_UP)


def number_words(value: Decimal) -> str:
    """« 43,9 », « 1 250 », « −3 »: one decimal below a hundred, none when it is whole."""
    rounded = _as_shown(value)
    if rounded == rounded.to_integral_value():
        rounded = rounded.to_integral_value()
    words = f"{rounded:,f}".replace(",", NARROW).replace(".", ",").replace("-", "−")
    return "0" if words.strip("−0,") == "" else words


def side_words(side: Decimal | None) -> str:
    """One side of a formula, as it was kept; empty when it is missing."""
    return "" if side is None else number_words(side)


def value_words(value: Decimal, unit: str) -> str:
    """« 43,9 % », « 1 h ouvrée »."""
    if unit == HOURS:
        unit = agrees(float(value), "h ouvrée", HOURS)
    return f"{number_words(value)}{WIDE}{unit}" if unit else number_words(value)


def shown(definition: IndicatorDefinition, figure: KeptFigure, smallest: int) -> ShownFigure:
    """What a page may say of this figure in a school whose smallest group is of so many."""
    if figure.people is not None and not may_be_shown(figure.people, smallest) and not figure.reason:
        if figure.people == 0 and not figure.denominator:
            return ShownFigure(None, NOT_COMPUTABLE, reason=ZERO.format(name=definition.denominator))
        return ShownFigure(None, HIDDEN, reason=SMALL_GROUP.format(smallest=smallest))
    value, reason = value_of(definition, figure)
    if value is None or figure.numerator is None:
        return ShownFigure(None, NOT_COMPUTABLE, reason=reason)
    if figure.counts_people and figure.people is not None:
        part = shown_answers if definition.is_answered else shown_part
        bounds = part(int(figure.numerator), figure.people, smallest)
        if bounds is not None and not bounds.is_exact:
            return _bounded(definition, bounds, figure.people, smallest)
    return ShownFigure(value, value_words(value, definition.unit), _detail(definition, figure))


def _bounded(definition: IndicatorDefinition, bounds: Bounds, people: int, smallest: int) -> ShownFigure:
    reason = f"Un groupe de moins de {smallest} personnes se lirait dans le chiffre exact."
    if bounds.highest == people and bounds.lowest == 0:
        return ShownFigure(None, HIDDEN, reason=reason)
    edge = bounds.highest + 1 if bounds.lowest == 0 else bounds.lowest - 1
    share = Decimal(edge) / Decimal(people) * definition.scale
    side = "moins de" if bounds.lowest == 0 else "plus de"
    words = f"{side} {value_words(share, definition.unit)}"
    return ShownFigure(None, words, f"{side} {edge} sur {people}", reason)


def _detail(definition: IndicatorDefinition, figure: KeptFigure) -> str:
    """« 205 sur 600 », both sides as they are; nothing for a number alone."""
    if not definition.has_denominator or figure.numerator is None or figure.denominator is None:
        return ""
    return f"{number_words(figure.numerator)} sur {number_words(figure.denominator)}"


def gap_words(now: ShownFigure, before: ShownFigure | None, unit: str) -> str:
    """« +3,2 points », « −12 », « stable », between the numbers as they are shown.

    Nothing when one of both cannot be said exactly.
    """
    if before is None or now.value is None or before.value is None:
        return ""
    gap = _as_shown(now.value) - _as_shown(before.value)
    if not gap:
        return "stable"
    sign = "+" if gap > 0 else ""
    if unit == PERCENT:
        unit = agrees(float(gap), "point", "points")
    return f"{sign}{value_words(gap, unit)}"


def typed_refusals(
    definition: IndicatorDefinition, numerator: Decimal | None, denominator: Decimal | None
) -> list[str]:
    """Why these two numbers cannot be kept. A zero below is kept, and said as « non calculable »."""
    if numerator is None:
        return [f"Donnez le nombre du haut de la formule : {definition.numerator}."]
    if definition.has_denominator and denominator is None:
        return [DENOMINATOR_MISSING.format(name=definition.denominator)]
    if not definition.has_denominator and denominator is not None:
        return ["Cet indicateur est un nombre seul : laissez vide le nombre du bas."]
    sides = [side for side in (numerator, denominator) if side is not None]
    if min(sides) < 0:
        return ["Un nombre compté n’est pas négatif."]
    if reason := _too_high(definition, numerator, denominator):
        return [reason]
    if definition.unit == PERCENT and denominator is not None and numerator > denominator:
        return [
            f"Le nombre du haut ({number_words(numerator)}) dépasse celui du bas "
            f"({number_words(denominator)}) : vérifiez qu’ils ne sont pas inversés."
        ]
    counted = sides if definition.counts_people else sides[1:] if definition.is_of_people else []
    if any(side != side.to_integral_value() for side in counted):
        return ["On compte des personnes : donnez des nombres entiers."]
    return []


def _too_high(definition: IndicatorDefinition, numerator: Decimal, denominator: Decimal | None) -> str:
    """Why a number is beyond what any school counts: a digit too many."""
    people = definition.counts_people or definition.is_of_people
    if people and denominator is not None and denominator > MOST_PEOPLE:
        return f"{number_words(denominator)} personnes dans un établissement : vérifiez ce nombre."
    highest = max(numerator, denominator or numerator)
    return f"{number_words(highest)} : aucun établissement ne compte autant." if highest > HIGHEST else ""
