"""A table that leaves as one file, written whole: a streamed body would run outside the scope."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.http import FileResponse, Http404

from fanal.core.sheets.write import Row, write_csv, write_xlsx
from fanal.core.sheets.write_ods import MIME, write_ods

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": MIME,
}


def download(
    form: str, headers: Row, rows: Iterable[Row], *, name: str, title: str, about: Sequence[Row] = ()
) -> FileResponse:
    """The rows as a CSV, Excel or OpenDocument file named `name`; Http404 for any other form.

    `about`: what a last sheet says of the table (its school, its days), where a file holds several.
    """
    if form not in FORMATS:
        raise Http404
    with tempfile.TemporaryDirectory(prefix="fanal-") as folder:
        path = Path(folder, f"export.{form}")
        if form == "csv":
            write_csv(path, headers, rows)
        elif form == "xlsx":
            write_xlsx(path, headers, rows, title=title, about=about)
        else:
            write_ods(path, headers, rows, title=title, about=about)
        written = path.open("rb")  # the answer holds the file open; its name is gone already
    return FileResponse(written, as_attachment=True, filename=f"{name}.{form}", content_type=FORMATS[form])
