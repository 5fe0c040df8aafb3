"""What practice sheets add to requests: help while somebody asks, and a sheet to join to an answer."""

from datetime import date

from django.http import QueryDict
from django.urls import reverse

from fanal.accounts.models.member import Member
from fanal.core.registry import register
from fanal.helpdesk.reading.additions import REPLY_ADDITION, REQUEST_HINTS, Hint, ReplyAddition
from fanal.practice_sheets.actions.practice_sheet import begin_with_delivered
from fanal.practice_sheets.reading.practice_sheet import line_of, sheets_for


@register(REQUEST_HINTS)
def hints(member: Member, text: str, kind: str, today: date) -> list[Hint]:
    """The sheets that fit, as hints."""
    if not text.strip() and not kind:
        return []
    sheets = sheets_for(member, text, kind)
    if not sheets and begin_with_delivered(member, today=today):
        sheets = sheets_for(member, text, kind)
    page, uai = "practice_sheets:sheet_opinion", member.school.uai
    return [
        Hint(f"sheet-{sheet.number}", sheet.title, sheet.html, reverse(page, args=[uai, sheet.number]))
        for sheet in sheets
    ]


def _line(posted: QueryDict, member: Member) -> str:
    return line_of(posted.get("sheet", ""), member)


register(REPLY_ADDITION)(ReplyAddition("practice_sheets/picker.html", _line))
