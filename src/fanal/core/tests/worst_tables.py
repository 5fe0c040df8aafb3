"""Tables that cost most for what they weigh (December § 7, N1): rows that are nowhere, and empty ones."""

from collections.abc import Callable

from fanal.core.tests.zoo import ods, xlsx, xlsx_cells

TABLES: dict[str, Callable[[], bytes]] = {
    "a cell four billion rows down.xlsx": lambda: xlsx(xlsx_cells(("A4294967295", "nom"))),
    "a cell just below the last row.xlsx": lambda: xlsx(xlsx_cells(("A1048577", "nom"))),
    "two million empty lines.csv": lambda: b"nom;classe\n" + b"\n" * 2_000_000,
    "two million lines of empty cells.csv": lambda: b"nom;classe\n" + b";\n" * 2_000_000,
    "a row below nine empty hundred millions.ods": lambda: ods(
        '<table:table table:name="F"><table:table-row table:number-rows-repeated="999999999"/>'
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    ),
    "more than a million empty rows.ods": lambda: ods(
        '<table:table table:name="F">'
        + "".join(f'<table:table-row table:style-name="r{n * n}"/>' for n in range(1_100_000))
        + "</table:table>"
    ),
}
