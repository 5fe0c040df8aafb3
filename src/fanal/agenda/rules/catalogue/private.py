"""What a private school under contract does otherwise: no EPLE board, no authority that owns its hardware.

Source: circulaire n° 2015-093 du 12 juin 2015 (the head consults the teachers), known by name and not
read, hence not shown; the management body (OGEC) owns the hardware. A task that is not here is the same for
all. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fanal.agenda.rules.catalogue.proposed import PRACTICE, ProposedTask
from fanal.agenda.rules.codes import TaskCertainty


@dataclass(frozen=True)
class Otherwise:
    """What replaces the words of a task; what is empty stays as in the catalogue.

    `source`: None where the one of the catalogue holds for a private school too.
    """

    title: str = ""
    detail: str = ""
    source: str | None = None


PRIVATE: Mapping[str, Otherwise] = {
    "project": Otherwise(detail="Avec les enseignants, puis avec l’organisme de gestion."),
    "imp-councils": Otherwise(
        "Consulter les enseignants sur la répartition des IMP",
        "Une consultation, avant que le chef d’établissement propose au recteur.", PRACTICE,
    ),
    "needs-sent": Otherwise(
        "Donner les besoins à l’organisme de gestion et préparer la part numérique du budget",
        "La date est celle du budget de votre organisme de gestion.", PRACTICE,
    ),
    "renewal": Otherwise("Écrire le plan de renouvellement et le présenter à l’organisme de gestion"),
    "works": Otherwise("Fixer avec l’organisme de gestion les travaux de l’été"),
    "register": Otherwise("Relire le registre des traitements, avec le délégué si l’établissement en a un"),
}  # fmt: skip


def as_private(task: ProposedTask) -> ProposedTask:
    """The task as a private school under contract has it."""
    if (said := PRIVATE.get(task.code)) is None:
        return task
    return replace(
        task, title=said.title or task.title, detail=said.detail or task.detail,
        source=task.source if said.source is None else said.source,
        certainty=task.certainty if said.source is None else TaskCertainty.TO_CHECK,
    )  # fmt: skip
