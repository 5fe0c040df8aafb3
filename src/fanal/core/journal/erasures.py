"""Which entries have lost their values, and does the journal itself say that they were erased?

Only the database's function `journal_erase` erases, and it adds an entry that names what it erased. Whoever
erases in another way leaves an entry without values that no erasure names.
"""

import json
from bisect import bisect_right

from fanal.core.journal.models import JournalEntry
from fanal.core.journal.triggers import VERB


def ranges_of(payload: str) -> list[tuple[int, int]]:
    """The numbers it names, first and last; none at all, which excuses no erasure, in any other form."""
    try:
        return [(int(first), int(last)) for first, last in json.loads(payload)["seqs"]]
    except (ValueError, KeyError, TypeError):
        return []


class Erasures:
    """What is met along one chain, entry by entry."""

    def __init__(self) -> None:
        self._erased: list[int] = []
        self._ranges: list[tuple[int, int]] = []

    def read(self, entry: JournalEntry) -> None:
        """Keep what this entry tells: that it is empty, or which others were emptied."""
        if entry.payload is None:
            self._erased.append(entry.seq)
        elif entry.verb == VERB:
            self._ranges += ranges_of(entry.payload)

    def first_unsaid(self) -> int:
        """The number of the first entry emptied without a word; 0 when there is none."""
        starts, ends = [], [0]
        for first, last in sorted(self._ranges):
            starts.append(first)
            ends.append(max(last, ends[-1]))
        return next((seq for seq in self._erased if ends[bisect_right(starts, seq)] < seq), 0)
