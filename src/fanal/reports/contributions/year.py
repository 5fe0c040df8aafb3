"""The frozen reports of a school year, for the pages that tell of that year."""

from datetime import date

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.registry import YEAR_REPORTS, register
from fanal.reports.models import BoardReport
from fanal.year.rules.years import SchoolYear

MOST = 50  # the newest frozen ones, of all years, that are looked through


@register(YEAR_REPORTS)
def year_reports(member: Member, year: SchoolYear) -> list[tuple[str, date, str]]:
    """None for whoever may not read reports. One question."""
    rows = BoardReport.objects.visible_to(member).frozen().order_by("-frozen_at")
    return [
        (
            row.full_title,
            timezone.localdate(row.frozen_at),
            address("reports:report_page", member.school.uai, row.pk),
        )
        for row in rows.only("title", "period", "frozen_at", "corrects")[:MOST]
        if row.measure_period.year == year
    ]
