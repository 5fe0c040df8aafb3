"""What a successor finds of the reports: those given to the board, frozen."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.reports.models import BoardReport


def _frozen(school_id: int, today: date) -> QuerySet:
    return BoardReport.objects.for_school(school_id).frozen()


def _entry(row: Row, school: School) -> list[HandoverEntry]:
    corrects = f"rectifie le n° {row['corrects']}" if row["corrects"] else ""
    on = f"séance du {date.fromisoformat(row['board_on']):%d/%m/%Y}" if row["board_on"] else "sans date"
    page = address("reports:report_page", school.uai, row["pk"])
    return [HandoverEntry(row["title"], joined(on, corrects), page)]


register(HANDOVER, "board_reports")(
    Chapter(
        "board_reports",
        "Rapports figés",
        _frozen,
        {"pk": "pk", "title": "title", "number": "number", "board_on": "board_on", "corrects": "corrects"},
        "number",
        _entry,
        "Aucun rapport n’a été figé.",
        lambda school: address("reports:report_list", school.uai),
        is_latest_first=True,
    )
)
