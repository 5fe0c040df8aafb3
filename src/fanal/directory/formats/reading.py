"""What runs in the limited child: a file or archive in; lines for `COPY` out, then what each file is.

Every line of the output is (file, rank, manner, kind, school, key, print, told) in PostgreSQL's text format;
the last one, after « ! », is the JSON of the headers. `print` stands for the whole of `told`: two equal
prints, nothing to compare. Memory does not depend on the size of the file.
"""

import hashlib
import json
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from fanal.core.sandbox import Declined
from fanal.directory.formats import aaf, gar, siecle, sts
from fanal.directory.formats.header import Header, Nature
from fanal.directory.formats.markup import UnreadableFile, head_of
from fanal.directory.formats.recognise import GZIP, is_archive, nature_of
from fanal.directory.formats.said import Manner, Said

READERS: dict[Nature, Callable[[IO[bytes], Header], Iterator[Said]]] = {
    Nature.AAF: aaf.read,
    Nature.SIECLE_PUPILS: siecle.read_pupils,
    Nature.SIECLE_CLASSES: siecle.read_classes,
    Nature.SIECLE_WORDS: siecle.read_words,
    Nature.STS: sts.read,
    Nature.GAR: gar.read,
}
MOST_FILES = 400
MOST_BYTES = 6 * 1024**3
RATIO = 300  # an AAF compresses thirty times
GUARDIANS = "PersRelEleve"
NOTHING = "Cette archive ne contient aucun fichier que Fanal lise : AAF, SIECLE, STSWEB, GAR-ENT."
NOT_A_TABLE = "Ce fichier est un tableau, pas un export XML : il se dépose avec ses colonnes."
BOMB = "Cette archive se déplie sans fin : elle n’est pas lue. Reprenez l’export."
BROKEN = "Cette archive est abîmée ou incomplète : téléchargez-la de nouveau."
LOCKED = "Cette archive est protégée par un mot de passe : déposez-la sans."
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


def read_into(source: IO[bytes], out: IO[bytes], _arguments: dict[str, Any]) -> None:
    """Entry of the child (`core.sandbox`). Raises Declined with a sentence for the user."""
    headers: list[dict[str, Any]] = []
    try:
        for number, (name, file) in enumerate(_files(source)):
            header = _read_one(number, name, file, out)
            if header is not None:
                headers.append(header.as_json() | {"name": name, "file": number})
    except UnreadableFile as wrong:
        raise Declined(wrong.sentence) from None
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, zlib.error):
        raise Declined(BROKEN) from None
    except RuntimeError as error:
        raise Declined(LOCKED if "password" in str(error) else BROKEN) from None
    if not headers:
        raise Declined(NOTHING)
    out.write(b"!" + json.dumps(headers, ensure_ascii=False).encode() + b"\n")


def _read_one(number: int, name: str, file: IO[bytes], out: IO[bytes]) -> Header | None:
    if GUARDIANS in name:
        return None
    nature = nature_of(file)
    if nature is Nature.TABLE:
        raise UnreadableFile(NOT_A_TABLE)
    header = Header(nature)
    for said in READERS[nature](file, header):
        header.lines += 1
        header.refused += said.manner is Manner.REFUSED
        out.write(copy_line(number, said))
    return header


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal signs that stand for a text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def copy_line(number: int, said: Said) -> bytes:
    told = json.dumps(said.told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fields = (
        f"{number}\t{said.rank}\t{said.manner}\t{said.kind}\t{said.school.translate(ESCAPES)}\t"
        f"{said.key.translate(ESCAPES)}\t{fingerprint(told)}\t{told.translate(ESCAPES)}\n"
    )
    return fields.encode()


def _files(source: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """The file itself, or those of an archive in the order of their names."""
    start = head_of(source)
    if not is_archive(start):
        yield "", source
        return
    yield from _untar(source) if start.startswith(GZIP) else _unzip(source)


def _is_wanted(name: str) -> bool:
    plain = name.rsplit("/", 1)[-1]
    return plain.lower().endswith(".xml") and not plain.startswith((".", "._"))


def _guard(sizes: list[tuple[int, int]]) -> None:
    """Refuse before unfolding: (unfolded, folded) bytes of each file."""
    total = sum(size for size, _ in sizes)
    folded = sum(size for _, size in sizes) or 1
    if len(sizes) > MOST_FILES or total > MOST_BYTES or (total > 10**8 and total / folded > RATIO):
        raise UnreadableFile(BOMB)


def _unzip(source: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(source) as archive:
        wanted = sorted(
            (one for one in archive.infolist() if _is_wanted(one.filename)), key=lambda one: one.filename
        )
        _guard([(one.file_size, one.compress_size) for one in wanted])
        for one in wanted:
            with archive.open(one) as file:
                yield one.filename, file


def _untar(source: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(fileobj=source, mode="r:gz") as archive:
        for count, one in enumerate(archive):
            if count > MOST_FILES or one.size > MOST_BYTES:
                raise UnreadableFile(BOMB)
            if one.isfile() and _is_wanted(one.name):
                file = archive.extractfile(one)
                assert file is not None
                with file:
                    yield one.name, file
