"""The dialogue file as a text to rework: the data of its PDF, in the parts of `core.documents.text_file`."""

from collections.abc import Iterator
from typing import Any

from fanal.core.documents.text_file import Heading, Paragraph, Part, TextTable, write_odt


def file_of(data: dict[str, Any]) -> bytes:
    """The bytes of the OpenDocument text; `data` is what the PDF is drawn from."""
    return write_odt(_parts(data), title=data["title"])


def _parts(data: dict[str, Any]) -> Iterator[Part]:
    letterhead = data["letterhead"]
    yield _bold(letterhead["name"])
    for line in [*letterhead["lines"], *letterhead["bodies"], letterhead["number"]]:
        yield Paragraph.plain(line)
    yield Heading(1, data["title"])
    for label, value in data["facts"]:
        yield Paragraph.plain(f"{label} : {value}")
    for section in data["sections"]:
        yield Heading(2, section["title"])
        for words in section["paragraphs"]:
            yield Paragraph.plain(words)
        if section["rows"]:
            yield TextTable(tuple(section["head"]), tuple(tuple(row) for row in section["rows"]))
    name, quality = data["signer"]
    for line in filter(None, (quality, name)):
        yield _bold(line)


def _bold(words: str) -> Paragraph:
    return Paragraph(((words, True, False),))
