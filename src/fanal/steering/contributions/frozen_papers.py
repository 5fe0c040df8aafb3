"""The project in force, and those before it, among the papers that « Vérifier un document » knows."""

from typing import Any

from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.steering.models import ProjectVersion
from fanal.steering.reading.sums import texts_sum


def _found(school_id: int, row: int) -> ProjectVersion | None:
    rows = ProjectVersion.objects.for_school(school_id).filter(pk=row, adopted_on__isnull=False)
    found: ProjectVersion | None = rows.select_related("school").first()
    return found


def _reads(member: Any, version: ProjectVersion) -> bool:
    return bool(ProjectVersion.objects.visible_to(member).filter(pk=version.pk).exists())


register(FROZEN_PAPERS)(
    PaperKind(
        "steering.version",
        _found,
        sums=lambda version: [texts_sum(version)],
        name=lambda version: f"le projet numérique {version.period}, version {version.number}",
        page=lambda version: address("steering:version_page", version.school.uai, version.pk),
        reads=_reads,
    )
)
