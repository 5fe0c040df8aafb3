"""What became of the rows behind a figure of a report, and which of them a reader may open?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.journal.names import model_named
from fanal.core.journal.words import JOURNAL_WORDS
from fanal.core.registry import registered
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.report_blocks import BlockFigure


@dataclass(frozen=True)
class GoneRows:
    """Which keys name a row that is no more."""

    keys: frozenset[str] = field(default_factory=frozenset)

    def among(self, figure: BlockFigure) -> int:
        return sum(row.key in self.keys for row in figure.trace)


def ids_by_name(rows: Iterable[MeasuredRow]) -> dict[str, set[int]]:
    """The ids of the rows of each model, by its name in the journal."""
    ids: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        name, _, pk = row.key.rpartition(":")
        ids[name].add(int(pk))
    return ids


def opened_rows(member: Member, rows: Iterable[MeasuredRow]) -> frozenset[str]:
    """The keys of the rows that this member may read, as the journal says it (one question a model)."""
    things = {name: thing for words in registered(JOURNAL_WORDS) for name, thing in words.things.items()}
    return frozenset(
        f"{name}:{pk}"
        for name, ids in ids_by_name(rows).items()
        if name in things and (opened := things[name].opened) is not None
        for pk in opened(member.school, ids, member)
    )


def gone_rows(school_id: int, rows: Iterable[MeasuredRow]) -> GoneRows:
    """The keys of the rows that were erased since, or that no code knows any more (one question a model).

    A model whose rows are kept without their words says so: its queryset has `kept_whole`.
    """
    gone: set[str] = set()
    for name, wanted in ids_by_name(rows).items():
        if (model := model_named(name)) is None:
            gone |= {f"{name}:{pk}" for pk in wanted}
            continue
        every: Any = model._default_manager.all()
        here = every.for_school(school_id).filter(pk__in=wanted)
        here = here.kept_whole() if hasattr(here, "kept_whole") else here
        left = set(here.values_list("pk", flat=True))
        gone |= {f"{name}:{pk}" for pk in wanted - left}
    return GoneRows(frozenset(gone))
