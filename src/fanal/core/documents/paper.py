"""The words of a document: the spaces of French, and a place to break in a word longer than a line."""

import re
from pathlib import Path
from typing import Any

from fanal.core.documents.pdf import typeset
from fanal.core.text.typography import spaced

LONGEST = 28  # letters that a narrow column holds
LONG_WORD = re.compile(rf"[^\s-]{{{LONGEST + 1},}}")
PIECE = re.compile(rf".{{1,{LONGEST - 1}}}/|.{{1,{LONGEST}}}")  # an address breaks after a stroke
MAY_BREAK = "\u200b"  # drawn as a width (`unseen-breaks` of `paper.typ`): no copy of a paper holds it
AS_IT_IS = {
    "sha256",
    "square",
    "logo",
    "drawing",
    "keyword",
}  # a figure copied from the page, a drawing: nothing is put in it


def typeset_whole(file: Path, data: dict[str, Any]) -> bytes:
    """The document with the spaces of French, and a place to break in every word too long for a line."""
    return typeset(file, breakable(bound(data)))


def breakable(content: Any) -> Any:
    if isinstance(content, str):
        return LONG_WORD.sub(_cut, content)
    if isinstance(content, list):
        return [breakable(part) for part in content]
    if isinstance(content, dict):
        return {name: part if name in AS_IT_IS else breakable(part) for name, part in content.items()}
    return content


def bound(content: Any) -> Any:
    """The same, the signs of French kept with their word: « ? », « : » begin no line."""
    if isinstance(content, str):
        return spaced(content)
    if isinstance(content, list):
        return [bound(part) for part in content]
    if isinstance(content, dict):
        return {name: part if name in AS_IT_IS else bound(part) for name, part in content.items()}
    return content


def _cut(match: re.Match[str]) -> str:
    return MAY_BREAK.join(PIECE.findall(match[0]))
