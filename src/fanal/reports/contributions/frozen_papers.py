"""A frozen report, among the papers that « Vérifier un document » knows."""

from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.reports.models import BoardReport
from fanal.reports.policies import report as policies
from fanal.reports.reading.content import content_sum


def _found(school_id: int, row: int) -> BoardReport | None:
    rows = BoardReport.objects.for_school(school_id).frozen().select_related("frozen", "school")
    report: BoardReport | None = rows.defer("preview").filter(pk=row).first()
    return report


register(FROZEN_PAPERS)(
    PaperKind(
        "reports.report",
        _found,
        sums=lambda report: [content_sum(report.frozen.content)],
        name=lambda report: f"le rapport n° {report.number}, « {report.full_title} »",
        page=lambda report: address("reports:report_page", report.school.uai, report.pk),
        reads=lambda member, _: policies.read_reports(member.actor, None),
        make=lambda report: bytes(report.frozen.paper),
    )
)
