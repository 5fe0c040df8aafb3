"""On the home page of whoever freezes: how many drafts wait, and when the papers of the next board leave."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Min, OuterRef, Subquery

from fanal.accounts.models.member import Member
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_TASK, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import full_day
from fanal.reports.models import BoardReport
from fanal.reports.policies import report as policies
from fanal.reports.rules.report import SOON_DAYS, papers_day
from fanal.reports.rules.words import report_words


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many drafts wait, and the first board to come that one of them is for."""
    if not member.has(*policies.freeze_report.roles):
        return {}
    drafts = BoardReport.objects.for_school(OuterRef("pk")).drafts()
    first = drafts.filter(board_on__gte=today).order_by().values("school").annotate(first=Min("board_on"))
    return {
        "report_drafts": count_of(drafts),
        "report_board_on": Subquery(first.values("first")),
        **{f"report_{name}": Subquery(drafts.order_by("pk").values(name)[:1]) for name in ("pk", "title")},
    }


@register(HOME_TASK, "reports")
def drafts_waiting(member: Member, today: date) -> list[HomeTask]:
    """« À figer : Rapport annuel », or how many; first in the last week before the papers leave."""
    if not member.has(*policies.freeze_report.roles):
        return []
    known = home_facts(member, today)
    if not known.report_drafts:
        return []
    detail, is_urgent = "", False
    words = report_words(is_private=member.school.is_private)
    if known.report_board_on and words.has_board:
        leaves_on = papers_day(known.report_board_on, calendar_of(member.school))
        detail = f"Les documents partent au plus tard le {full_day(leaves_on)}"
        is_urgent = leaves_on <= today + timedelta(days=SOON_DAYS)
    if known.report_drafts == 1:
        what = f"À figer : {known.report_title}"
        page = address("reports:report_page", member.school.uai, known.report_pk)
    else:
        what = f"{known.report_drafts} {words.to_freeze}"
        page = f"{address('reports:report_list', member.school.uai)}?vue=brouillons"
    return [HomeTask(what, page, "Relire", detail, "file-text", is_urgent=is_urgent)]
