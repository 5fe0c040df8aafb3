"""Which way does a file go: an export and its archives, or a table whose columns one chooses?

By what it begins with; the name only tells a spreadsheet from an archive, both being zips.
"""

import codecs
import re
from dataclasses import replace
from pathlib import Path

from fanal.core.errors import RuleBroken
from fanal.core.files.recognise import TABLES, recognise
from fanal.core.sandbox.parent import PREVIEW_SECONDS, Watch
from fanal.core.sheets import LIMITS, Table, read_table
from fanal.people_files.formats.markup import HEAD
from fanal.people_files.formats.read_file import ReadFile, read_export

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


def read_any_file(
    content: bytes | Path, name: str, *, seconds: int = PREVIEW_SECONDS, watch: Watch | None = None
) -> ReadFile | Table:
    """Read an export (the caller closes it) or a table. `watch`: the lines read so far. Raises RuleBroken."""
    if is_export(content, name):
        return read_export(content, name, seconds=seconds, watch=watch)
    limits = replace(LIMITS, seconds=seconds)
    table = read_table(content, name, limits=limits, also=EXPORTS, watch=watch)
    if set(table.headers) >= REQUESTS:
        raise RuleBroken(ARE_REQUESTS)
    return table


def check_any_file(content: bytes | Path, name: str) -> None:
    """Raise RuleBroken for a file that is of no sort that is read here, by what it begins with."""
    if not is_export(content, name):
        recognise(content, name, allowed=TABLES, also=EXPORTS)


def is_export(content: bytes | Path, name: str) -> bool:
    """Whether it is an export or an archive of exports, rather than a table. Raises RuleBroken for JSON."""
    start = _start(content)
    plain = start[2:] if start.startswith(BOMS) else start
    text = plain.replace(b"\0", b"").decode("utf-8-sig", errors="replace").lstrip(SPACE)
    if start.startswith(ZIP):
        return not name.lower().endswith(SPREADSHEETS)
    if start.startswith(GZIP) or not text or text.startswith("<"):
        return True
    if JSON.match(text):
        raise RuleBroken(IS_JSON)
    return False


def _start(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return content[:HEAD]
    with content.open("rb") as file:
        return file.read(HEAD)
