"""What académies do otherwise, beside what the school's own templates say today."""

from dataclasses import dataclass

from fanal.accounts.models import School
from fanal.agenda.models import TaskTemplate
from fanal.agenda.rules.catalogue import NAMES, VARIED, ProposedTask, versions_of
from fanal.agenda.rules.catalogue.proposed import source_line
from fanal.agenda.rules.due_words import in_words
from fanal.core.pages.filter_chips import FilterChip

COMMON, OWN = "version commune", "modifiée par votre établissement"


@dataclass(frozen=True)
class VariantRow:
    """One task: the school's template, the version of the académie looked at, and whose words it has now."""

    template: TaskTemplate
    version: ProposedTask
    origin: str

    @property
    def is_same(self) -> bool:
        return self.template.says_as(self.version)

    @property
    def is_own(self) -> bool:
        return self.origin == OWN

    @property
    def due_words(self) -> str:
        return in_words(self.version.rule)

    @property
    def source(self) -> str:
        return source_line(self.version.source, self.version.certainty)


def variant_rows(school: School, academy: str) -> list[VariantRow]:
    """The templates of the tasks that some académie does otherwise; one query."""
    rows = TaskTemplate.objects.for_school(school).filter(code__in=VARIED).order_by("pk")
    return [VariantRow(row, versions_of(row.code)[academy], origin_of(row)) for row in rows]


def origin_of(template: TaskTemplate) -> str:
    """« version de Créteil, Paris et Versailles », the common one, or the school's own."""
    versions = versions_of(template.code)
    if template.says_as(versions[""]):
        return COMMON
    names = [NAMES[name] for name, version in versions.items() if name and template.says_as(version)]
    if not names:
        return OWN
    *first, last = names
    return f"version de {', '.join(first)} et {last}" if first else f"version de {last}"


def chips(academy: str) -> list[FilterChip]:
    """The académies to look at; the common version last."""
    versions = [*NAMES.items(), ("", "Version commune")]
    return [
        FilterChip(label, f"?academie={name or 'commune'}", None, name == academy) for name, label in versions
    ]
