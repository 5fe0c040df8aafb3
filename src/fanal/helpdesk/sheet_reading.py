"""Reading practice sheets: those that fit what somebody writes, and the line that sends one in an answer."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from fanal.accounts.members import Member, system
from fanal.accounts.models import School
from fanal.accounts.roles import System
from fanal.helpdesk.actions.sheets import start_sheets
from fanal.helpdesk.models import PracticeSheet
from fanal.helpdesk.models.sheet import PracticeSheetQuerySet
from fanal.helpdesk.rules.sheets import fitting


def sheets_of(member: Member, today: date) -> PracticeSheetQuerySet:
    """What this member may read; a school's first reader finds the sheets delivered with Fanal."""
    rows = PracticeSheet.objects.visible_to(member)
    if member.person is not None and not rows.exists():
        start_sheets(member.school, today=today, by=system(System.SETUP))
    return rows


def sheets_for(member: Member, text: str, kind: str, today: date) -> list[PracticeSheet]:
    """Two or three sheets that may solve it, the best first, in one query."""
    if not text.strip() and not kind:
        return []
    known = _published(member.school)
    if not known and member.person is not None:
        start_sheets(member.school, today=today, by=system(System.SETUP))
        known = _published(member.school)
    return [known[number] for number in fitting((sheet.known for sheet in known.values()), text, kind)]


def _published(school: School) -> dict[int, PracticeSheet]:
    rows = PracticeSheet.objects.for_school(school).for_everyone()
    wanted = rows.only("school_id", "number", "title", "kinds", "words", "body")
    return {sheet.number: sheet for sheet in wanted}


def address_of(sheet: PracticeSheet, school: School) -> str:
    """Its whole address, for an answer that may leave by mail."""
    return f"{settings.PUBLIC_URL}{reverse('sheets:sheet_page', args=[school.uai, sheet.number])}"


def with_sheet(text: str, chosen: str, member: Member) -> str:
    """An answer, and the line that leads to the sheet chosen in the picker, if one was.

    Only a sheet that everyone of the school may read: its reader must be able to open it.
    """
    if not chosen.isdecimal() or len(chosen) > 8:
        return text
    rows = PracticeSheet.objects.for_school(member.school).for_everyone()
    sheet = rows.filter(number=int(chosen)).first()
    if sheet is None:
        return text
    line = f"Fiche pratique « {sheet.title} »\u202f:\n{address_of(sheet, member.school)}"
    return f"{text.rstrip()}\n\n{line}".lstrip()
