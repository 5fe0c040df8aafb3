"""What runs in the limited child on the bytes of a mail. See `bounded`."""

import codecs
import json
from dataclasses import asdict
from typing import IO, Any

from fanal.core.mail.parsing import attached_files, read_letter
from fanal.core.mail.words import CHARSETS

# Loaded now: the child will not be able to open a file later.
for charset in (*CHARSETS, "raw_unicode_escape"):
    codecs.lookup(charset)


def write_letter(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    """The letter, as one line of JSON."""
    out.write(json.dumps(asdict(read_letter(payload, arguments["size"]))).encode("ascii"))


def write_files(payload: bytes, out: IO[bytes], arguments: dict[str, Any]) -> None:
    """One line of JSON with (size in bytes, other facts) of each, then their bytes in order."""
    facts_of_files = [vars(file).copy() for file in attached_files(payload)]
    contents = [facts.pop("content") for facts in facts_of_files]
    described = list(zip(map(len, contents), facts_of_files, strict=True))
    out.write(json.dumps(described).encode("ascii") + b"\n")
    out.writelines(contents)
