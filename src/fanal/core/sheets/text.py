"""Which encoding and which separator does a text file use? Runs only inside `sandbox`.

Encodings: byte order mark, else UTF-8, else UTF-16 without a mark, else Windows-1252 or ISO-8859-15,
never ISO-8859-1, or an older one that reads better (`older`). Windows-1252 and ISO-8859-15 differ by so few
bytes that their use in French decides: measured, a statistical detector takes « Lœuille » in ISO-8859-15 for
« L½uille ».
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from fanal.core.sandbox.parent import Declined
from fanal.core.sheets.source import TOO_LONG, SheetSource

from .cells import storable, unprotect
from .limits import Limits
from .older import older_encoding

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
for _name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "iso8859-15"):
    codecs.lookup(_name)  # loaded now: the child will not be able to open a file later

# A letter touching œ, Œ or Ÿ, or the euro sign: in Windows-1252 these bytes would be fractions or ¤.
ISO_8859_15 = re.compile(rb"\xa4|[A-Za-z\xc0-\xff][\xbc-\xbe]|[\xbc-\xbe][A-Za-z\xc0-\xff]")
ONLY_CP1252 = re.compile(rb"[\x80-\x9f]")
SEPARATORS = (";", "\t", ",", "|")
SAMPLE_LINES = 50
SAMPLE_CHARACTERS = 64 * 1024


def read(payload: bytes, sheet: str, limits: Limits) -> SheetSource:
    """Rows of a CSV, TSV or pasted text."""
    content, encoding = decode(payload)
    declared = re.match(r"sep=(.)\r?\n", content)
    separator = declared[1] if declared else guess_separator(content)
    lines = io.StringIO(content, newline="")
    first = int(bool(declared and lines.readline()))
    return SheetSource(rows=_rows(lines, separator, first, limits), encoding=encoding, separator=separator)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; Declined when no accepted encoding fits."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding
    if wide := _wide_encoding(data[:4096]):
        return _strictly(data, wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = older_encoding(data, _single_byte_encoding(data))
        return _strictly(data, encoding), encoding


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark shows as a NUL in every other byte of Latin text."""
    even, odd, threshold = sample[::2].count(0), sample[1::2].count(0), len(sample) // 5
    if odd > threshold and not even:
        return "utf-16-le"
    return "utf-16-be" if even > threshold and not odd else ""


def _single_byte_encoding(data: bytes) -> str:
    if ONLY_CP1252.search(data) or not ISO_8859_15.search(data):
        return "cp1252"
    return "iso8859-15"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Declined(
            f"Ce texte n’est pas lisible : certains octets n’existent pas en {encoding.upper()}. Le fichier "
            "est coupé, ou mélange deux encodages. Enregistrez-le de nouveau en « CSV UTF-8 », puis "
            "recommencez."
        ) from None


def guess_separator(content: str) -> str:
    """The separator under which most lines have as many cells as the first one, and the most cells."""
    return max(SEPARATORS, key=lambda separator: _regularity(content[:SAMPLE_CHARACTERS], separator))


def _regularity(sample: str, separator: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        widths = [len(cells) for cells in islice(reader, SAMPLE_LINES) if any(cells)]
    except csv.Error:
        return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 0
    return round(widths.count(widths[0]) / len(widths), 1), widths[0]


def _rows(lines: io.StringIO, separator: str, first: int, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(limits.cell_characters + 1)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line = first + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field limit" in str(error):
                raise Declined(TOO_LONG.format(line=line, most=limits.cell_characters)) from None
            raise Declined(
                f"La ligne {line} n’est pas lisible : un guillemet y est ouvert sans être fermé, ou fermé au "
                "milieu d’une cellule. Corrigez-le (un guillemet dans un texte s’écrit deux fois), puis "
                "recommencez."
            ) from None
        yield line, [unprotect(storable(cell)) for cell in cells]
