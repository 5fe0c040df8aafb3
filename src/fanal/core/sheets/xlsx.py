"""What are the rows of an XLSX workbook? Runs only inside `sandbox`."""

from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from fanal.core.sandbox.parent import Declined
from fanal.core.sheets.source import TOO_MANY_LINES, SheetSource

from .archive import DAMAGED, open_checked
from .cells import as_text
from .limits import Limits


def read(payload: bytes, sheet: str, limits: Limits) -> SheetSource:
    """Rows of the named sheet, or of the first visible one."""
    open_checked(payload, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(payload))
        names = _visible_names(workbook)
        name = chosen(sheet, names)
        worksheet = workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise Declined(DAMAGED) from error
    if worksheet.end and worksheet.end[0] >= limits.lines:  # it would be given every empty row above
        raise Declined(TOO_MANY_LINES)
    return SheetSource(rows=_rows(worksheet), sheet=name, sheet_names=names)


def chosen(sheet: str, names: list[str]) -> str:
    """The wanted sheet if it exists; Declined otherwise."""
    if not names:
        raise Declined(
            "Ce classeur n’a aucune feuille visible. Affichez la feuille à lire, puis recommencez."
        )
    if sheet and sheet not in names:
        raise Declined(
            f"La feuille « {sheet} » n’existe pas dans ce classeur. Choisissez l’une des feuilles : "
            f"{', '.join(names[:10])}."
        )
    return sheet or names[0]


def _visible_names(workbook: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        yield line, [as_text(cell) for cell in cells]
