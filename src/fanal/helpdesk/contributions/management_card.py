"""What a head, a deputy and a bursar find on the home page: who waits for whom, and what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register
from fanal.core.templatetags.fanal import since
from fanal.helpdesk.contributions.home import COUNTED_VIEWS, request_counts
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.models.request_queryset import reader_id
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
    def is_cut(self) -> bool:
        return self.count > len(self.rows)


@register(HOME_CARD, "helpdesk.management")
def who_waits_for_whom(member: Member, today: date) -> Card | None:
    """For whoever answers for the school without sorting its requests every morning (one query)."""
    if not member.has(*TEAM) or member.has(Role.DIGITAL_LEAD):
        return None
    now = timezone.now()
    running = HelpRequest.objects.visible_to(member).open().by_what_matters(now, today)
    rows, counts = list(running.for_list()[:READ]), request_counts(member, now, today)
    return Card("helpdesk/management_card.html", {"groups": _groups(member, rows, counts, today)})


def _groups(member: Member, rows: list[Any], counts: dict[str, Any], today: date) -> list[AwaitedGroup]:
    """What is with its reader first, then with the team, then with whoever else is waited for."""
    mine = [row for row in rows if _is_with(row, member)]
    others = [row for row in rows if not _is_with(row, member)]
    named = [
        ("", "Chez l’équipe", "team"),
        (WaitingFor.AUTHORITY, f"En attente {authority_name(member.school).of_the}", "authority"),
        (WaitingFor.PART, "En attente d’une pièce", "part"),
        (WaitingFor.REQUESTER, "En attente du demandeur", "requester"),
    ]
    first = [_group("Chez vous", mine, counts["mine"], today, "mine")] if counts["mine"] else []
    return first + [
        _group(title, [row for row in others if row.waiting_for == code], counts[counted], today, counted)
        for code, title, counted in named
        if counts[counted]
    ]


def _is_with(row: Any, member: Member) -> bool:
    """Whether its reader took it, or was entrusted with it, and waits for nobody."""
    return not row.waiting_for and row.taken_by_id is not None and row.taken_by_id == reader_id(member)


def _group(title: str, rows: list[Any], count: int, today: date, counted: str) -> AwaitedGroup:
    """Late first; the order of what matters stays among equals."""
    late = {row.pk for row in rows if _is_late(row, today)}
    ordered = sorted(rows, key=lambda row: row.pk not in late)
    first = ordered[:SHOWN]
    _say(first, late)
    return AwaitedGroup(title, first, count, len(late), COUNTED_VIEWS[counted])


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
