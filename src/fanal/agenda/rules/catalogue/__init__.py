"""Which tasks is a school proposed for its year, and what changes in its académie?

Assembled from dated pages and from practice, in one task alone from a text of law (`docs/domain/year.md`,
« Tasks of the year »): no official « calendrier du référent » was found. Each task carries its source and how
far it may be relied on; what comes from practice alone says so. Tasks without a date (each
week, each month, on an event) are not here. Pure: the school's own copy is what counts, and what it edits.
"""

from collections.abc import Iterable

from fanal.agenda.rules.catalogue.autumn import AUTUMN
from fanal.agenda.rules.catalogue.private import as_private
from fanal.agenda.rules.catalogue.proposed import ProposedTask
from fanal.agenda.rules.catalogue.spring import SPRING
from fanal.agenda.rules.catalogue.summer import SUMMER
from fanal.agenda.rules.catalogue.variants import NAMES, VARIED, known_academy, varied

CATALOGUE: tuple[ProposedTask, ...] = (*AUTUMN, *SPRING, *SUMMER)


def proposed_for(kind: str, academy: str, *, is_private: bool) -> Iterable[ProposedTask]:
    """The tasks of a school of this kind (« college », « lycee »…), as its académie (its code) has them.

    A private school under contract reads neither the boards of public schools nor an authority not its own.
    """
    mine = (task for task in CATALOGUE if not task.kinds or kind in task.kinds or kind == "other")
    variants = (varied(task, academy) for task in mine)
    return (as_private(task) for task in variants) if is_private else variants


def versions_of(code: str) -> dict[str, ProposedTask]:
    """The task of this code as each académie known to differ has it, by its name; as it is, by « »."""
    task = next(task for task in CATALOGUE if task.code == code)
    return {academy: varied(task, academy) for academy in ("", *NAMES)}


__all__ = ["CATALOGUE", "NAMES", "VARIED", "ProposedTask", "known_academy", "proposed_for", "versions_of"]
