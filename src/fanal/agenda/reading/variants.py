"""What académies do otherwise, beside what the school's own templates say today."""

from dataclasses import dataclass
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.rules.law import dated
from fanal.agenda.models import TaskTemplate
from fanal.agenda.rules.catalogue import NAMES, VARIED, ProposedTask, versions_of
from fanal.agenda.rules.due_words import in_words

COMMON, OWN = "version commune", "modifiée par votre établissement"


@dataclass(frozen=True)
class Compared:
    """One task: the school's template, the version of the académie looked at, and whose words it has now."""

    template: TaskTemplate
    version: ProposedTask
    held: str

    @property
    def is_same(self) -> bool:
        return self.template.says_as(self.version)

    @property
    def is_own(self) -> bool:
        return self.held == OWN

    @property
    def due_words(self) -> str:
        return in_words(self.version.rule)

    @property
    def source(self) -> str:
        return dated(self.version.source.rstrip(" ."))


def compared(school: School, academy: str) -> list[Compared]:
    """The templates of the tasks that some académie does otherwise; one query."""
    rows = TaskTemplate.objects.for_school(school).filter(code__in=VARIED).order_by("pk")
    return [Compared(row, versions_of(row.code)[academy], held_by(row)) for row in rows]


def held_by(template: TaskTemplate) -> str:
    """« version de Créteil, Paris et Versailles », the common one, or the school's own."""
    versions = versions_of(template.code)
    if template.says_as(versions[""]):
        return COMMON
    names = [NAMES[name] for name, version in versions.items() if name and template.says_as(version)]
    if not names:
        return OWN
    *first, last = names
    return f"version de {', '.join(first)} et {last}" if first else f"version de {last}"


def chips(academy: str) -> list[dict[str, Any]]:
    """The académies to look at; the common version last."""
    versions = [*NAMES.items(), ("", "Version commune")]
    return [
        {"label": label, "url": f"?academie={name or 'commune'}", "current": name == academy}
        for name, label in versions
    ]
