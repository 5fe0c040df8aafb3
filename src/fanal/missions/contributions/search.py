"""Where the decisions of the points are found from the one search box."""

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
from fanal.missions.models import PointLine


def _decisions(member: Member, typed: str) -> list[Hit]:
    rows = PointLine.objects.visible_to(member).answered().select_related("point").order_by("-answered_at")
    page = address("points:decisions", member.school.uai)
    return [
        Hit(row.text, f"{row.get_answer_display()} · {row.point}", page)
        for row in find(rows, typed, "text", "word")
    ]


register(SEARCH, "missions")(SearchSource("Décisions", "messages", _decisions))
