"""How is a stranger's mail read without holding up the work of everybody else? In the limited child.

Memory, processor time and output have a ceiling (`core.sandbox.parent`). A mail that reaches one is poisoned:
it is not tried again. What can be read of its headers alone says whose it is.
"""

import json
from typing import Any

from fanal.core.mail.automatic import Origin
from fanal.core.mail.enclosures import Enclosure
from fanal.core.mail.parsing import TOO_LONG, ParsedMail
from fanal.core.mail.structure import MAX_BYTES, header_block
from fanal.core.sandbox.parent import MEBIBYTE, Declined, LimitReached, run_limited

SECONDS = 4  # of processor; an honest mail of 25 MB takes less than one
MEMORY = 512 * MEBIBYTE
LETTER, FILES = "fanal.core.mail.in_child:write_letter", "fanal.core.mail.in_child:write_files"


class Poisoned(Exception):
    """Not even the headers of this mail can be read within the limits."""


def read(raw: bytes, size: int) -> ParsedMail:
    """Read one mail of `size` bytes, of which `raw` may hold the headers only. Raises Poisoned."""
    try:
        return _letter(raw, size)
    except (LimitReached, Declined):
        return _letter_without_content(header_block(raw))


def _letter_without_content(head: bytes) -> ParsedMail:
    try:
        letter = _letter(head, len(head))
    except (LimitReached, Declined) as problem:
        raise Poisoned from problem
    return ParsedMail(
        **(vars(letter) | {"text": "", "whole_text": "", "attachments": (), "refusal": TOO_LONG})
    )


def _letter(raw: bytes, size: int) -> ParsedMail:
    limits: dict[str, Any] = {"memory": MEMORY, "seconds": SECONDS, "output": 8 * MEBIBYTE}
    with run_limited(LETTER, raw, arguments={"size": size}, in_memory=True, **limits) as answer:
        read = json.load(answer)
    origin = Origin(**read.pop("origin"))
    lists = {name: tuple(value) for name, value in read.items() if isinstance(value, list)}
    return ParsedMail(**(read | lists), origin=origin)


def files(raw: bytes) -> list[Enclosure]:
    """The files and mails joined to this one; none when they cannot be read within the limits."""
    try:
        with run_limited(FILES, raw, memory=MEMORY, seconds=SECONDS, output=2 * MAX_BYTES) as answer:
            described = json.loads(answer.readline())
            return [Enclosure(**facts, content=answer.read(size)) for size, facts in described]
    except (LimitReached, Declined):
        return []
