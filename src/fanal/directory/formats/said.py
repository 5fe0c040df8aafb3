"""What a file says, line by line, whatever its format, in the fewest words that a purpose needs.

No address, no guardian, no national pupil number (INE) is ever in a line: what is not read cannot leak.

    pupil    family_name, given_name, born, level, class, groups, entered_on, left_on
    staff    civility, family_name, given_name, born, email, functions, heads, classes, groups
    class    label, levels
    group    label, classes
    school   uai, label
    level    label (a « MEF »)
    subject  label (a « matière »)

Days are ISO texts. `functions` are pairs (code, label); `classes` and `groups` of the staff are pairs
(code, subject); `heads` are the classes of a « professeur principal ».
"""

from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
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


class Said(NamedTuple):
    """One line. `school` is a UAI, or the file's own number of a school; `key` is stable in its source.

    A refused line says why in `told["why"]`.
    """

    rank: int
    manner: Manner
    kind: Kind
    school: str
    key: str
    told: dict[str, Any]


def refused(rank: int, kind: Kind, school: str, key: str, why: str) -> Said:
    return Said(rank, Manner.REFUSED, kind, school, key, {"why": why})
