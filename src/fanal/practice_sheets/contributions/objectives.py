"""A practice sheet may serve an objective of the digital project, once it is published."""

from typing import Any

from django.db.models import QuerySet

from fanal.accounts.reading.objectives import TRACED_KIND, Area, traced_rows
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.rules.practice_sheet import Stage


def _page(sheet: Any, uai: str) -> str:
    return address("practice_sheets:sheet_page", uai, sheet.number)


def _published(rows: QuerySet) -> QuerySet:
    return rows.filter(state=Stage.PUBLISHED)


register(TRACED_KIND, "helpdesk.practicesheet")(
    traced_rows(
        PracticeSheet,
        "Fiche pratique",
        Area.PRACTICE,
        url=_page,
        rows=PracticeSheet.objects.visible_to,
        standing=_published,
    )
)
