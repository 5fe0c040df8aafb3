"""Four drawings of ours: bars, stacked bars, bars that stand, lines. Pure geometry; `charts.html` draws them.

Widths and positions across are shares of the width, so that a drawing fits a phone without shrinking its
words; heights are pixels. Every drawing carries its numbers as a table, for whoever does not see it.
"""

from fanal.core.charts.across import bars, stacked
from fanal.core.charts.lines import lines
from fanal.core.charts.shapes import Chart, Series
from fanal.core.charts.upright import columns

__all__ = ["Chart", "Series", "bars", "columns", "lines", "stacked"]
