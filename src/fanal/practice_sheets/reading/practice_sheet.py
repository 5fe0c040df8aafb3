"""Reading practice sheets: those that fit what somebody writes, and the line that sends one in an answer."""

from django.conf import settings
from django.urls import reverse

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.rules.practice_sheet import fitting


def sheets_for(member: Member, text: str, kind: str) -> list[PracticeSheet]:
    """Two or three sheets that may solve it, the best first, in one query."""
    rows = PracticeSheet.objects.for_school(member.school).for_everyone()
    wanted = rows.only("school_id", "number", "title", "kinds", "words", "body")
    published = {sheet.number: sheet for sheet in wanted}
    best = fitting((sheet.searchable for sheet in published.values()), text, kind)
    return [published[number] for number in best]


def address_of(sheet: PracticeSheet, school: School) -> str:
    """Its whole address, for an answer that may leave by mail."""
    return f"{settings.PUBLIC_URL}{reverse('practice_sheets:sheet_page', args=[school.uai, sheet.number])}"


def line_of(chosen: str, member: Member) -> str:
    """The line of an answer that leads to the sheet of this number; empty when nobody may read it.

    Only a sheet that everyone of the school may read: its reader must be able to open it.
    """
    if not chosen.isdecimal() or len(chosen) > 8:
        return ""
    rows = PracticeSheet.objects.for_school(member.school).for_everyone()
    sheet = rows.filter(number=int(chosen)).first()
    return f"Fiche pratique « {sheet.title} »\u202f:\n{address_of(sheet, member.school)}" if sheet else ""
