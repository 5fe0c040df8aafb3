"""Where practice sheets are found: the navigation, and the one search box."""

from django.urls import reverse

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.core.http.addresses import address
from fanal.core.pages.navigation import NAVIGATION, REQUESTS, SHEETS, Item
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.practice_sheets.models import PracticeSheet


@register(NAVIGATION, "practice_sheets")
def navigation(member: Member) -> list[Item]:
    if member.person is None:
        return []
    sheets = address("practice_sheets:sheet_list", member.school.uai)
    return [Item("Fiches pratiques", sheets, REQUESTS if member.has(*TEAM) else SHEETS)]


def _find(member: Member, typed: str) -> list[Hit]:
    rows = PracticeSheet.objects.visible_to(member).order_by("title")
    return [
        Hit(
            sheet.title,
            sheet.kind_labels or "Fiche pratique",
            reverse("practice_sheets:sheet_page", args=[member.school.uai, sheet.number]),
        )
        for sheet in find(rows, typed, "title", "words", "body")
    ]


def _hint(member: Member) -> str:
    return "fiche" if member.person else ""


register(SEARCH, "practice_sheets")(SearchSource("Fiches pratiques", "book", _find, _hint))
