"""What does one académie do otherwise? Data, by the code of the académie; each line with its source. Pure.

An académie without a line has the catalogue as it is, and each school edits its own copy anyway.
"""

from dataclasses import dataclass, replace

from fanal.agenda.rules.catalogue.proposed import ProposedTask
from fanal.agenda.rules.codes import TaskCertainty
from fanal.agenda.rules.due import DueRule

NAMES = {
    "aix-marseille": "Aix-Marseille", "creteil": "Créteil", "nice": "Nice", "paris": "Paris",
    "versailles": "Versailles",
}  # fmt: skip
ILE_DE_FRANCE = ("creteil", "paris", "versailles")
SOUTH = ("aix-marseille", "nice")


@dataclass(frozen=True)
class Variant:
    """What replaces the task of this code in these académies; what is empty stays as in the catalogue."""

    academies: tuple[str, ...]
    code: str
    source: str
    detail: str = ""
    rule: DueRule | None = None
    certainty: TaskCertainty = TaskCertainty.READ


VARIANTS = (
    Variant(
        ILE_DE_FRANCE, "leavers", "ENT d’Île-de-France (monlycee.net)",
        "Sur l’ENT d’Île-de-France, qui part garde trois mois pour récupérer ses données.",
    ),
    Variant(
        SOUTH, "directory-check", "Atrium, fonctionnement de l’annuaire (atrium-paca.fr)",
        "Atrium reprend les changements chaque nuit et relit tout chaque week-end : corrigez dans SIECLE ou "
        "STSWEB, attendez le lundi, puis regardez qui manque encore.",
    ),
)  # fmt: skip


def _is_of(code: str, name: str) -> bool:
    """Codes are made of names as they were typed: « Créteil », « Académie de Créteil »."""
    return code in {
        name,
        f"academie-{name}",
        f"academie-de-{name}",
        f"academie-d{name}",
        f"academie-d-{name}",
    }


VARIED = frozenset(variant.code for variant in VARIANTS)


def known_academy(code: str) -> str:
    """The name in `NAMES` of the académie of this code; empty when nothing is known to differ there."""
    return next((name for name in NAMES if _is_of(code, name)), "")


def varied(task: ProposedTask, academy: str) -> ProposedTask:
    """The task as this académie has it."""
    for variant in VARIANTS:
        if variant.code == task.code and any(_is_of(academy, name) for name in variant.academies):
            return replace(
                task, detail=variant.detail or task.detail, rule=variant.rule or task.rule,
                source=variant.source, certainty=variant.certainty,
            )  # fmt: skip
    return task
