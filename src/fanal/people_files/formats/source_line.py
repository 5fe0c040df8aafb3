"""What a file says, line by line, whatever its format, in the fewest words that a purpose needs.

No address, no guardian, no national pupil number (INE) is ever in a line: what is not read cannot leak.

    pupil    family_name, given_name, born, level, class, groups, left_on
    staff    civility, family_name, given_name, born, email, job, functions, heads, classes, groups, subjects
    class    label, levels
    group    label, classes
    school   uai, label
    level    label (a « MEF »)
    subject  label (a « matière »)

Days are ISO texts. `functions` are pairs (code, label); `classes` and `groups` of the staff are pairs
(code, subject), or codes beside `subjects`; `heads` are the classes of a « professeur principal ».
"""

from enum import StrEnum
from typing import Any, NamedTuple


class LineKind(StrEnum):
    """What a line is about."""

    PUPIL = "pupil"
    STAFF = "staff"
    CLASS = "class"
    GROUP = "group"
    SCHOOL = "school"
    LEVEL = "level"
    SUBJECT = "subject"


class Manner(StrEnum):
    """Whether a line tells everything, only what changed (each word replaces the whole), or a departure."""

    WHOLE = "whole"
    PART = "part"
    GONE = "gone"
    REFUSED = "refused"


class SourceLine(NamedTuple):
    """One line. `school` is a UAI, or the file's own number of a school; `key` is stable in its source.

    A refused line says why in `content["why"]`.
    """

    rank: int
    manner: Manner
    kind: LineKind
    school: str
    key: str
    content: dict[str, Any]


def names_in(content: dict[str, Any]) -> dict[str, str]:
    """Say who it is, when both names are told."""
    names = {word: content[word] for word in ("family_name", "given_name") if content.get(word)}
    return names if len(names) > 1 else {}


# What the directory keeps of a word; of a list, of each of its parts: a code, and the subject beside it.
LONGEST = {"family_name": 60, "given_name": 60, "class": 20, "level": 20}
LONGEST_PARTS = {"groups": 40, "classes": 20, "heads": 20, "levels": 20, "functions": 40, "subjects": 40}
LONGEST_BESIDE = 40


def fitted(content: dict[str, Any]) -> dict[str, Any]:
    """Cut these words to what is kept of them: what is shown is what is written."""
    cut = {word: content[word][:most] for word, most in LONGEST.items() if len(content.get(word, "")) > most}
    for word, most in LONGEST_PARTS.items():
        if word in content and max(map(_length, content[word]), default=0) > most:
            cut[word] = [_cut(part, most) for part in content[word]]
    return content | cut if cut else content


def _length(part: str | list[str]) -> int:
    return len(part) if isinstance(part, str) else max(map(len, part[:2]))


def _cut(part: str | list[str], most: int) -> str | list[str]:
    return (
        part[:most]
        if isinstance(part, str)
        else [part[0][:most], *(item[:LONGEST_BESIDE] for item in part[1:])]
    )


def refused(rank: int, kind: LineKind, school: str, key: str, why: str, **words: str) -> SourceLine:
    """Make a line that is not understood; its names, if any, still say of whom it speaks, or its `row`."""
    return SourceLine(rank, Manner.REFUSED, kind, school, key, {"why": why} | words)
