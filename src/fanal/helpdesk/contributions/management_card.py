"""What a head, a deputy and a bursar find on the home page: who waits for whom, and what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.cards import Card
from fanal.core.registry import HOME_CARD, register
from fanal.core.templatetags.fanal import since
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.rules.codes import WaitingFor

READ, SHOWN = 100, 4


@dataclass(frozen=True)
class AwaitedGroup:
    """Those one waits for, and their requests: the first few, how many in all, how many late."""

    title: str
    rows: list[Any]
    count: int
    late: int
    view: str

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@register(HOME_CARD, 21)
def who_waits_for_whom(member: Member, today: date) -> Card | None:
    """For whoever answers for the school without sorting its requests every morning (one query)."""
    if not member.has(*TEAM) or member.has(Role.DIGITAL_LEAD):
        return None
    running = HelpRequest.objects.visible_to(member).open().by_what_matters(timezone.now(), today)
    rows = list(running.for_list()[:READ])
    return Card("helpdesk/management_card.html", {"groups": _groups(member, rows, today)})


def _groups(member: Member, rows: list[Any], today: date) -> list[AwaitedGroup]:
    """The référents first, then whoever else is waited for; nobody is named without a request."""
    named = [
        ("", "Chez les référents", ""),
        (WaitingFor.AUTHORITY, f"En attente {authority_name(member.school).of_the}", "attente"),
        (WaitingFor.PART, "En attente d’une pièce", "attente"),
        (WaitingFor.REQUESTER, "En attente du demandeur", "attente"),
    ]
    groups = [
        _group(title, [r for r in rows if r.waiting_for == code], today, view) for code, title, view in named
    ]
    return [group for group in groups if group.count]


def _group(title: str, rows: list[Any], today: date, view: str) -> AwaitedGroup:
    """Late first; the order of what matters stays among equals."""
    late = {row.pk for row in rows if _is_late(row, today)}
    ordered = sorted(rows, key=lambda row: row.pk not in late)
    first = ordered[:SHOWN]
    _say(first, late)
    return AwaitedGroup(title, first, len(rows), len(late), view)


def _is_late(row: Any, today: date) -> bool:
    """Past the day the school promised, as the figure above counts it, or past the day it waited for."""
    return bool(row.is_late) or (row.waiting_until is not None and row.waiting_until < today)


def _say(rows: Iterable[Any], late: set[int]) -> None:
    for row in rows:
        row.lateness = "late" if row.pk in late else "now" if row.blocks_a_lesson else ""
        until = f"prévu le {row.waiting_until:%d/%m}" if row.waiting_until else ""
        past = f"délai du {row.due_at:%d/%m} dépassé" if row.is_late else ""
        words = [f"n° {row.number}", row.room_name or "sans salle", row.who, since(row.asked_at), past, until]
        row.line = " · ".join(filter(None, words))
