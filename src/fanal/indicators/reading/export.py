"""What a file of the indicators says, a line a period, both sides of its formula; the import reads it."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from fanal.core.sheets.cells import TypedCell
from fanal.indicators.models.value import ValueSource
from fanal.indicators.reading.series import IndicatorLine

RUNNING = "Période en cours"
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
    "UAI",
)
HUNDREDTH = Decimal("0.01")


def rows_of(lines: Iterable[IndicatorLine], uai: str) -> Iterator[list[Any]]:
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
                figure.text if figure.value is None else _to_the_hundredth(figure.value),
                line.definition.unit,
                figure.reason or (RUNNING if not point.period.is_over(line.today) else ""),
                ValueSource(value.source).label,
                value.version,
                uai,
            ]


def _to_the_hundredth(value: Decimal) -> TypedCell:
    rounded = value.quantize(HUNDREDTH, ROUND_HALF_UP)
    return TypedCell(rounded, str(rounded).replace(".", ","))
