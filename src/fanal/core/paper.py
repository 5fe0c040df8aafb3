"""The words of a document: the spaces of French, and a place to break in a word longer than a line."""

import re
from pathlib import Path
from typing import Any

from fanal.core.documents import typeset
from fanal.core.typography import spaced

LONGEST = 28  # letters that a narrow column holds
LONG_WORD = re.compile(rf"[^\s-]{{{LONGEST + 1},}}")
MAY_BREAK = "\u200b"
AS_IT_IS = {"sha256"}  # copied from the page: nothing is put in it


def typeset_whole(file: Path, data: dict[str, Any]) -> bytes:
    """The document with the spaces of French, and a place to break in every word too long for a line."""
    return typeset(file, breakable(bound(data)))


def breakable(told: Any) -> Any:
    if isinstance(told, str):
        return LONG_WORD.sub(_cut, told)
    if isinstance(told, list):
        return [breakable(one) for one in told]
    if isinstance(told, dict):
        return {name: one if name in AS_IT_IS else breakable(one) for name, one in told.items()}
    return told


def bound(told: Any) -> Any:
    """The same, the signs of French kept with their word: « ? », « : » begin no line."""
    if isinstance(told, str):
        return spaced(told)
    if isinstance(told, list):
        return [bound(one) for one in told]
    if isinstance(told, dict):
        return {name: one if name in AS_IT_IS else bound(one) for name, one in told.items()}
    return told


def _cut(found: re.Match[str]) -> str:
    word = found[0]
    return MAY_BREAK.join(word[start : start + LONGEST] for start in range(0, len(word), LONGEST))
