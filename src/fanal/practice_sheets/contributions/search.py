"""Where practice sheets are found: the navigation, and the one search box."""

from django.urls import reverse

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.core.addresses import address
from fanal.core.navigation import REQUESTS, SHEETS, Item
from fanal.core.registry import NAVIGATION, SEARCH, register
from fanal.core.search import Hit, SearchSource, find
from fanal.practice_sheets.models import PracticeSheet


@register(NAVIGATION, 25)
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


register(SEARCH, 40)(SearchSource("Fiches pratiques", "book", _find, _hint))
