"""Where requests are found from the one search box."""

from django.db.models import Q
from django.urls import reverse

from fanal.accounts.models.member import Member
from fanal.core.registry import SEARCH, register
from fanal.core.search import KEY, MOST_HITS, Hit, SearchSource, find
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.escalation import step_of


def _find(member: Member, typed: str) -> list[Hit]:
    rows = HelpRequest.objects.visible_to(member).order_by("-asked_at").for_list()
    number = typed.strip().removeprefix("n°").strip()
    if number.isdecimal() and len(number) < 9:
        requests = list(rows.filter(Q(number=number))[:MOST_HITS])
    else:
        requests = find(rows, typed, KEY)
    uai = member.school.uai
    return [
        Hit(
            row.title,
            f"Demande n° {row.number} · {row.room_name or 'sans salle'} · {step_of(row, member)}",
            reverse("helpdesk:request_page", args=[uai, row.number]),
        )
        for row in requests
    ]


register(SEARCH, 10)(SearchSource("Demandes", "list", _find))
