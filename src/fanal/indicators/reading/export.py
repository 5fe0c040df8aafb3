"""What a file of the indicators says: both sides of each formula, a line a period."""

from collections.abc import Iterable, Iterator
from typing import Any

from fanal.indicators.models.value import ValueSource
from fanal.indicators.reading.series import IndicatorLine

HEADERS = (
    "Code",
    "Indicateur",
    "Période",
    "Nombre du haut",
    "Nombre du bas",
    "Valeur",
    "Unité",
    "Remarque",
    "Origine",
    "Version",
)


def rows_of(lines: Iterable[IndicatorLine]) -> Iterator[list[Any]]:
    """Every value that may leave the page; one that is hidden has neither side, only the reason."""
    for line in lines:
        for point in line.points:
            if point.period.code in line.withheld:
                continue
            value, figure = line.values[point.period.code], point.figure
            sides = [value.numerator, value.denominator] if figure.is_exact else [None, None]
            yield [
                line.definition.code,
                line.definition.name,
                point.period.label,
                *sides,
                figure.value if figure.is_exact else figure.text,
                line.definition.unit,
                figure.reason,
                ValueSource(value.source).label,
                value.version,
            ]
