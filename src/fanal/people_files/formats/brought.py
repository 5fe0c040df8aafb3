"""Which way does a file go: an export and its archives, or a table whose columns one chooses?

By what it begins with; the name only tells a spreadsheet from an archive, both being zips.
"""

import codecs
import re
from pathlib import Path

from fanal.core.errors import RuleBroken
from fanal.core.sheets import Table, read_table
from fanal.people_files.formats.given import ReadFile, read_given
from fanal.people_files.formats.markup import HEAD

BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
SPREADSHEETS = (".xlsx", ".ods")
SPACE = "\ufeff \t\r\n\0"
JSON = re.compile(r"[{\[]\s*[\"{\[]")
IS_JSON = (
    "Ce fichier est du JSON : il ne vient ni d’un annuaire ni d’un tableur. Fanal lit les exports XML (AAF, "
    "SIECLE, STSWEB, GAR-ENT), leurs archives, et les tableaux .csv, .xlsx ou .ods."
)
REQUESTS = {"Demande n°", "Demandée par", "Échanges"}
EXPORTS = (".xml", ".zip")  # of SIECLE and of the ENT
ARE_REQUESTS = (
    "Ce fichier est un export des demandes : il se garde, et ne revient pas. Les demandes sont toujours dans "
    "Fanal, sous leurs numéros ; les refaire préviendrait des personnes pour des pannes déjà réparées."
)


def read_brought(content: bytes | Path, name: str) -> ReadFile | Table:
    """Read an export (the caller closes it) or a table. Raises RuleBroken."""
    start = _start(content)
    plain = start[2:] if start.startswith(BOMS) else start
    text = plain.replace(b"\0", b"").decode("utf-8-sig", errors="replace").lstrip(SPACE)
    if start.startswith(ZIP):
        is_sheet = name.lower().endswith(SPREADSHEETS)
        return _read_people(content, name) if is_sheet else read_given(content, name)
    if start.startswith(GZIP) or not text or text.startswith("<"):
        return read_given(content, name)
    if JSON.match(text):
        raise RuleBroken(IS_JSON)
    return _read_people(content, name)


def _read_people(content: bytes | Path, name: str) -> Table:
    """A table, unless it is our own list of requests, which goes out to be kept."""
    table = read_table(content, name, also=EXPORTS)
    if set(table.headers) >= REQUESTS:
        raise RuleBroken(ARE_REQUESTS)
    return table


def _start(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return content[:HEAD]
    with content.open("rb") as file:
        return file.read(HEAD)
