"""Reports by their title, from the one search box."""

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.reports.models import BoardReport


def _hits(member: Member, typed: str) -> list[Hit]:
    rows = BoardReport.objects.visible_to(member).defer("preview").order_by("-number")
    return [
        Hit(row.title, row.measure_period.label, address("reports:report_page", member.school.uai, row.pk))
        for row in find(rows, typed, "title")
    ]


register(SEARCH, "reports")(SearchSource("Rapports", "file-text", _hits))
