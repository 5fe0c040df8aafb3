"""The drawings of the indicators: how far each is on its way, and one of them over time."""

from collections.abc import Sequence
from decimal import Decimal

from fanal.core.charts import Chart, Series, bars, lines
from fanal.core.text.french import counted
from fanal.indicators.reading.series import IndicatorLine
from fanal.indicators.rules.series import Point
from fanal.year.rules.periods import MeasurePeriod

SCALE = 10  # values are drawn to the tenth
FEWEST, FULL = 2, 100
MOST_POINTS = 24


def way_done(all_lines: Sequence[IndicatorLine]) -> list[tuple[IndicatorLine, Decimal]]:
    """How much of the way from its start to its target each one has done, of those that have both."""
    shares = [(line, line.progress) for line in all_lines]
    return [(line, Decimal(share)) for line, share in shares if share is not None]


def overview(all_lines: Sequence[IndicatorLine]) -> Chart | None:
    """The way done by each, as bars; None where none has a start and a target."""
    done = way_done(all_lines)
    if not done:
        return None
    shares = [int(share) for _, share in done]
    series = Series("Chemin fait vers la cible", shares, [f"{share} %" for share in shares])
    labels = [line.definition.name for line, _ in done]
    said, title = way_words(done), "Du départ à la cible"
    return bars("way", title, labels, series, finding=said, first="Indicateur", whole=FULL)


def way_words(done: Sequence[tuple[IndicatorLine, Decimal]]) -> str:
    """« 5 indicateurs ont un départ et une cible ; le plus avancé : Disponibilité, 95 % du chemin. »"""
    furthest, share = max(done, key=lambda pair: pair[1])
    count = counted(len(done), "indicateur a", "indicateurs ont")
    return (
        f"{count} un départ et une cible ; le plus avancé : {furthest.definition.name}, {share} % du chemin."
    )


def over_time(line: IndicatorLine) -> Chart | None:
    """The values on an even time: holes where none can be said, a break where the measure changed."""
    points = _evenly(line.points)[-MOST_POINTS:]
    values = [point.figure.value if point else None for _, point in points]
    said = [point for _, point in points if point and point.figure.value is not None]
    if len(said) < FEWEST:
        return None
    finding = _finding(line, said)
    broken = {line.points[rank].period for rank in line.breaks}
    name, texts = line.definition.name, [point.figure.text if point else "–" for _, point in points]
    return lines(
        "series",
        name,
        [period.label for period, _ in points],
        [Series(name, list(map(_drawn, values)), texts)],
        finding=finding,
        first="Période",
        gaps=[rank for rank, value in enumerate(values) if value is None],
        breaks=[rank for rank, (period, _) in enumerate(points) if period in broken and rank],
        scale=SCALE,
        unit=line.definition.unit,
        under=[period.short for period, _ in points],
    )


def _finding(line: IndicatorLine, said: Sequence[Point]) -> str:
    """« De 40 % (2023-2024) à 60 % (2025-2026). »; what is counted of a part of a period stands apart."""
    if line.definition.is_state or not line.is_running:
        return f"De {_point_words(said[0])} à {_point_words(said[-1])}{_break_words(line)}."
    so_far = f"{_point_words(said[-1])} jusqu’ici : la période n’est pas finie."
    done = said[:-1]
    if len(done) < FEWEST:
        return so_far
    return f"De {_point_words(done[0])} à {_point_words(done[-1])}{_break_words(line)}. {so_far}"


def _evenly(points: Sequence[Point]) -> list[tuple[MeasurePeriod, Point | None]]:
    """Every period from the first to the last, the latest of them, with its value or none."""
    if not points:
        return []
    known = {point.period: point for point in points}
    period, first, even = points[-1].period, points[0].period, list[tuple[MeasurePeriod, Point | None]]()
    while period >= first and len(even) < MOST_POINTS:
        even.append((period, known.get(period)))
        period = period.previous
    return even[::-1]


def _drawn(value: Decimal | None) -> int:
    return 0 if value is None else round(value * SCALE)


def _point_words(point: Point) -> str:
    return f"{point.figure.text} ({point.period.label})"


def _break_words(line: IndicatorLine) -> str:
    if not line.breaks:
        return ""
    count = len(line.breaks)
    return f". La mesure a changé {count} fois : de part et d’autre du trait, rien ne se compare"


def over_time_words(line: IndicatorLine, *, is_drawn: bool) -> str:
    """« 43,9 % pour 2026-2027, +3,2 points sur un an. », « Trop tôt pour le dire. »

    `is_drawn`: its values are drawn too, with the line at which the measure changed.
    """
    last = line.last
    if last is None:
        return f"{line.figure.text}." if line.points else ""
    words = f"{last.figure.text} pour {last.period.with_article}"
    if line.gap:
        words += f", {line.gap} {line.gap_since}"
    if line.since_start:
        words += f", {line.since_start}"
    return f"{words}{_break_words(line) if is_drawn else ''}."


def summary(
    all_lines: Sequence[IndicatorLine], one: str = "indicateur suivi", many: str = "indicateurs suivis"
) -> str:
    """The sentence at the head of the page: « 3 cibles atteintes, 2 seuils passés, 1 sans valeur »."""
    if not all_lines:
        return ""
    states = [line.state[1] for line in all_lines]
    without = sum(line.figure.value is None for line in all_lines)
    parts = [counted(len(all_lines), one, many)]
    for tone, reached, all_reached in (
        ("ok", "cible atteinte", "cibles atteintes"),
        ("bad", "seuil d’alerte passé", "seuils d’alerte passés"),
    ):
        if count := states.count(tone):
            parts.append(counted(count, reached, all_reached))
    if without:
        parts.append(f"{without} sans valeur exacte")
    return ", ".join(parts)
