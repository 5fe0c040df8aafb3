"""What runs in the limited child: a file or archive in; lines for `COPY` out, then what each file is.

Every line of the output is (file, rank, manner, kind, school, key, print, content) in the text format of
PostgreSQL; the last one, after « ! », is the JSON of the headers. `print` stands for the whole of `content`:
two equal prints, nothing to compare. Memory does not depend on the size of the file.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import IO, Any

from fanal.core.sandbox.parent import Declined
from fanal.people_files.formats import aaf, gar, siecle, sts
from fanal.people_files.formats.archives import files_of
from fanal.people_files.formats.header import FileNature, Header
from fanal.people_files.formats.markup import UnreadableFile
from fanal.people_files.formats.recognise import nature_of
from fanal.people_files.formats.source_line import Manner, SourceLine, fitted

READERS: dict[FileNature, Callable[[IO[bytes], Header], Iterator[SourceLine]]] = {
    FileNature.AAF: aaf.read,
    FileNature.SIECLE_PUPILS: siecle.read_pupils,
    FileNature.SIECLE_CLASSES: siecle.read_classes,
    FileNature.SIECLE_WORDS: siecle.read_words,
    FileNature.STS: sts.read,
    FileNature.GAR: gar.read,
}
GUARDIANS = "PersRelEleve"
NOTHING = "Cette archive ne contient aucun fichier que Fanal lise : AAF, SIECLE, STSWEB, GAR-ENT."
A_TABLE = (
    "Cette archive contient un tableau (« {name} »), qui ne dit pas seul ce que tient chaque colonne : "
    "sortez-le de l’archive et déposez-le à part."
)
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


def read_into(source: IO[bytes], out: IO[bytes], arguments: dict[str, Any]) -> None:
    """Entry of the child (`core.sandbox.parent`); files are numbered from `first`. Raises Declined."""
    headers: list[dict[str, Any]] = []
    try:
        for number, (name, file) in enumerate(files_of(source), start=arguments.get("first", 0)):
            header = _read_one(number, name, file, out)
            if header is not None:
                headers.append(header.as_json() | {"name": name, "file": number})
    except UnreadableFile as wrong:
        raise Declined(wrong.sentence) from None
    if not headers:
        raise Declined(NOTHING)
    out.write(b"!" + json.dumps(headers, ensure_ascii=False).encode() + b"\n")


def _read_one(number: int, name: str, file: IO[bytes], out: IO[bytes]) -> Header | None:
    if GUARDIANS in name:
        return None
    nature = nature_of(file)
    if nature is FileNature.TABLE:
        raise UnreadableFile(A_TABLE.format(name=name[-60:]))
    header = Header(nature)
    for line in READERS[nature](file, header):
        header.lines += 1
        header.refused += line.manner is Manner.REFUSED
        out.write(copy_line(number, line))
    return header


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal signs that stand for a text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def copy_line(number: int, line: SourceLine) -> bytes:
    text = json.dumps(fitted(line.content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fields = (
        f"{number}\t{line.rank}\t{line.manner}\t{line.kind}\t{line.school.translate(ESCAPES)}\t"
        f"{line.key.translate(ESCAPES)}\t{fingerprint(text)}\t{text.translate(ESCAPES)}\n"
    )
    return fields.encode()
