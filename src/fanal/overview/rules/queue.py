"""What may an authority's queue be asked, and which of its requests is late?

Late is what the authority itself promised: before a promise there is a wait, not a delay. Pure: reads any
mapping of texts, an unknown value counts as absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

LONGEST_WORDS = 100


class QueueView(StrEnum):
    """The chips above the queue."""

    ALL = "toutes"
    LATE = "retard"
    UNDATED = "sans-date"
    PLANNED = "prevues"

    @property
    def label(self) -> str:
        return {
            "toutes": "Toutes",
            "retard": "En retard",
            "sans-date": "Sans date",
            "prevues": "Date promise",
        }[self]


@dataclass(frozen=True)
class QueueFilter:
    """What the queue shows. `school` is an UAI, `kind` the code of a kind of trouble."""

    words: str = ""
    school: str = ""
    kind: str = ""
    view: QueueView = QueueView.ALL

    @property
    def query(self) -> str:
        """The address's part after « ? »: only what differs from the default."""
        values = {"q": self.words, "ecole": self.school, "sorte": self.kind}
        kept = {name: value for name, value in values.items() if value}
        return urlencode(kept if self.view is QueueView.ALL else kept | {"vue": self.view})

    def with_view(self, view: QueueView) -> "QueueFilter":
        return replace(self, view=view)

    @property
    def is_narrowed(self) -> bool:
        return any([self.words, self.school, self.kind])


def words_in(query: Mapping[str, str]) -> str:
    return " ".join((query.get("q") or "").replace("\x00", "").split())[:LONGEST_WORDS]


def read_filter(query: Mapping[str, str], *, schools: frozenset[str], kinds: frozenset[str]) -> QueueFilter:
    """The filter of an address; a school that is not the reader's is left out like any unknown word."""
    school, kind, view = (query.get(name) or "" for name in ("ecole", "sorte", "vue"))
    return QueueFilter(
        words_in(query),
        school if school in schools else "",
        kind if kind in kinds else "",
        QueueView(view) if view in set(QueueView) else QueueView.ALL,
    )


def is_late(promised_on: date | None, today: date) -> bool:
    return promised_on is not None and promised_on < today
