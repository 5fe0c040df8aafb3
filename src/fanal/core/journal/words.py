"""How an app says its part of the journal in French (`core.registry.JOURNAL_WORDS`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fanal.accounts.models import School

Named = dict[int, tuple[str, str]]  # id -> name, address of its page (empty when it has none)


@dataclass(frozen=True)
class Things:
    """What the entries of one model are about. `names` finds what they are called, in one query."""

    noun: str
    names: Callable[["School", Iterable[int]], Named] | None = None


@dataclass(frozen=True)
class JournalWords:
    """One app: its name as a filter, its verbs as sentences, its models as things."""

    app: str
    label: str
    sentences: dict[str, str]
    things: dict[str, Things] = field(default_factory=dict)
