"""The list of requests, as often opened as any page: its questions are prepared (`core.prepared`)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.school_years import ShownYear
from fanal.core.http import InPages
from fanal.core.prepared import prepared
from fanal.core.search import words_of
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.models.request_queryset import TO_HANDLE, WAITING, HelpRequestQuerySet, to_handle_on
from fanal.helpdesk.rules.priority import Rank


@prepared
def _open_counts(member: Member, now: datetime, today: date) -> QuerySet:
    """One row at most: how many wait for the team, how many for somebody else, how many are late."""
    rows = HelpRequest.objects.visible_to(member).filter(TO_HANDLE | WAITING).values("school_id")
    return rows.annotate(
        to_handle=Count("pk", filter=to_handle_on(today)),
        waiting=Count("pk", filter=WAITING),
        late=Count("pk", filter=Q(due_at__lt=now)),
    )


def learn_open_counts(member: Member, counts: dict[str, int]) -> None:
    """Keep them for the rest of the page: whoever asked a question that tells them needs no other."""
    member.learnt["open_counts"] = counts


def open_counts(member: Member, now: datetime, today: date) -> dict[str, int]:
    """`to_handle`, `waiting` and `late`: asked once for the navigation and the tabs of one page."""
    if "open_counts" not in member.learnt:
        none = {"to_handle": 0, "waiting": 0, "late": 0}
        learn_open_counts(member, _open_counts.first(member, now, today) or none)
    return member.learnt["open_counts"]


@prepared
def listed(
    member: Member, now: datetime, today: date, *words: str, view: str, start: int, stop: int
) -> QuerySet:
    """These rows of one view, by what matters."""
    return _rows(member, now, today, " ".join(words), view).for_list()[start:stop]


@prepared
def listed_count(member: Member, now: datetime, today: date, *words: str, view: str) -> QuerySet:
    requests = HelpRequest.objects.visible_to(member).in_view(view, now, today).matching(" ".join(words))
    return requests.values("school_id").annotate(count=Count("pk"))


def _rows(member: Member, now: datetime, today: date, typed: str, view: str) -> HelpRequestQuerySet:
    rows = HelpRequest.objects.visible_to(member).in_view(view, now, today).matching(typed)
    return rows.in_order_of(view, now, today)


def rows_of(
    member: Member, typed: str, view: str, year: ShownYear, *, now: datetime, today: date
) -> HelpRequestQuerySet:
    """The requests of the list, all its pages, in its order: what it shows, and what leaves as a file.

    What a figure of the year opens holds what it counts; whoever asked keeps seeing all of theirs.
    """
    rows = _rows(member, now, today, typed, view).asked_in(year)
    is_whole = year.is_chosen and view == "toutes" and member.has(*TEAM)
    return rows.not_merged() if is_whole else rows


def list_rows(member: Member, typed: str, view: str, year: ShownYear) -> InPages | HelpRequestQuerySet:
    """What the list shows, for a paginator: a number alone names one request, a year is seldom chosen."""
    now, today = timezone.now(), timezone.localdate()
    if typed.strip().isdecimal() or year.is_chosen:
        return rows_of(member, typed, view, year, now=now, today=today).for_list()
    words = words_of(typed)

    def rows(start: int, stop: int) -> list[Any]:
        return listed(member, now, today, *words, view=view, start=start, stop=stop)

    def counted() -> int:
        row = listed_count.first(member, now, today, *words, view=view)
        return row["count"] if row else 0

    return InPages(rows, counted)


def is_grouped(member: Member, view: str) -> bool:
    """Whether this view of the list has headings: for the team, what is to be done."""
    return view in {"", "retard"} and member.has(*TEAM)


def say_lines(rows: Iterable[Any], *, is_grouped: bool = False) -> None:
    """Set on each row `line`, « n° 12 · Salle 204 · Mme Martin », and `shows_state`.

    Under a heading, what waits says for whom in its line, and what was just solved says so; elsewhere each
    row shows its state.
    """
    for row in rows:
        row.line = f"n°\u00a0{row.number} · {row.room_name or 'sans salle'} · {row.who}"
        row.shows_state = not is_grouped
        if is_grouped and (row.waiting_for or not row.is_open):
            row.line += f" · {row.step}"
        if is_grouped and row.taken_by_id and row.blocks_a_lesson:  # it stands under « En cours »
            row.line += " · bloque un cours"


def say_headings(rows: Iterable[Any], *, is_grouped: bool) -> None:
    """Set on each row `heading`, under which it stands; empty where the list has none."""
    for row in rows:
        row.heading = Rank(row.rank).heading if is_grouped else ""
