"""What requests put on the home page: the day of whoever handles them, the news of whoever asked."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member, asked_once
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.database.prepared import prepared
from fanal.core.pages.cards import HOME_CARD, Card
from fanal.core.registry import register
from fanal.core.text.french import in_letters
from fanal.helpdesk.models import Follower, HelpRequest, RequestFile
from fanal.helpdesk.models.request_queryset import (
    RECENTLY,
    TURN_ANSWERED,
    asked_between,
    reader_id,
    view_filter,
)
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.authority import step_of
from fanal.helpdesk.reading.request_list import listed, say_lines
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.year_so_far import compared
from fanal.year.rules.years import same_day, year_of

SHOWN = 7
# The views of the list that the home page counts: each figure opens the rows that it says.
COUNTED_VIEWS = {
    "sent": "a-prendre",
    "to_handle": "",
    "waiting": "attente",
    "late": "retard",
    "mine": "a-vous",
    "team": "referents",
    "authority": "collectivite",
    "part": "piece",
    "requester": "demandeur",
    "solved": "recentes",
}
COUNTED = (*COUNTED_VIEWS, "asked", "before")


def to_take(count: int) -> str:
    """« trois demandes à prendre »; nothing when there is none."""
    return f"{in_letters(count, 'demande', 'demandes')} à prendre" if count else ""


@prepared
def _figures(member: Member, now: datetime, today: date, *moments: datetime) -> QuerySet:
    """One row at most: the four numbers above the day, and those of the year.

    `moments`: a week ago, the first of this year, of the one before, and the end of the same day there.
    """
    recently, starts, before_starts, before_ends = moments
    views = {
        name: Count("pk", filter=view_filter(view, now, today, recently, reader_id(member)))
        for name, view in COUNTED_VIEWS.items()
    }
    return (
        HelpRequest.objects.visible_to(member)
        .values("school_id")
        .annotate(
            **views,
            asked=Count("pk", filter=asked_between(starts)),
            before=Count("pk", filter=asked_between(before_starts, before_ends)),
            first_asked=Min("asked_at"),
        )
    )


@register(HOME_CARD, "helpdesk.figures")
def figures(member: Member, today: date) -> Card | None:
    """Four numbers that are links, and the year so far; one query."""
    if not member.has(*TEAM):
        return None
    counts = request_counts(member, timezone.now(), today)
    first = counts.get("first_asked")
    first_day = timezone.localdate(first) if first else None
    comparison = compared(counts["asked"], counts["before"], first_day, today)
    return Card("helpdesk/cards.html#figures", {**counts, "compared": comparison}, is_beside=True)


def _moments(now: datetime, today: date) -> tuple[datetime, ...]:
    """What the figures of the year are counted between."""
    year, zone = year_of(today), timezone.localtime(now).tzinfo
    after_same_day = same_day(today, year.previous.first) + timedelta(days=1)
    days = (year.starts_on, year.previous.starts_on, after_same_day)
    return (now - RECENTLY, *(datetime.combine(day, time(), tzinfo=zone) for day in days))


@asked_once
def request_counts(member: Member, now: datetime, today: date) -> dict[str, Any]:
    """The figures, for the cards of one page."""
    return _figures.first(member, now, today, *_moments(now, today)) or dict.fromkeys(COUNTED, 0)


@register(HOME_CARD, "helpdesk.day")
def day(member: Member, today: date) -> Card | None:
    """« À faire aujourd’hui », for a référent: the first requests by what matters, each with one press."""
    if not member.has(Role.DIGITAL_LEAD):
        return None
    now = timezone.now()
    rows = listed(member, now, today, view="", start=0, stop=SHOWN)
    say_lines(rows)
    annotate_permissions(rows, policies.take_request, policies.reply_to_request, to=member.actor)
    counts = request_counts(member, now, today)
    first, rest = (rows[0], rows[1:]) if rows else (None, [])
    more = counts["to_handle"] - len(rows)
    context = {"first": first, "rows": rest, "more": more, "to_handle": counts["to_handle"]}
    if first is not None:
        context["picture"] = _picture(member.school.pk, first.pk).first()
        context["others"] = Follower.objects.for_school(member.school).filter(help_request=first.pk).count()
    headline = to_take(counts["sent"])
    return Card("helpdesk/cards.html#day", context, headline=headline, is_lit=bool(rows))


def _picture(school_id: int, request_id: int) -> QuerySet[RequestFile]:
    rows: QuerySet[RequestFile] = RequestFile.objects.for_school(school_id)
    return rows.filter(help_request=request_id, is_picture=True).order_by("pk")[:1]


@register(HOME_CARD, "helpdesk.entrusted_requests")
def theirs(member: Member, today: date) -> Card | None:
    """What a school waits for from its authority: a technician's own list, oldest first."""
    if not member.has(Role.TECHNICIAN):
        return None
    rows = list(HelpRequest.objects.visible_to(member).order_by("asked_at").for_list()[:SHOWN])
    return Card("helpdesk/cards.html#theirs", {"rows": rows})


@register(HOME_CARD, "helpdesk.mended")
def mended(member: Member, today: date) -> Card | None:
    """« Ça remarche ? », of the first request that somebody says is mended: before what comes today."""
    if member.person is None or member.has(*TEAM) or not (asked := _mine(member)["asked"]):
        return None
    return Card("helpdesk/cards.html#mended", {"row": asked[0]}, is_lit=True)


@register(HOME_CARD, "helpdesk.own_requests")
def mine(member: Member, today: date) -> Card | None:
    """A teacher's own requests, and those of colleagues they asked to be told of."""
    if member.person is None or member.has(*TEAM):
        return None
    return Card("helpdesk/cards.html#mine", _mine(member), is_later=True)


@asked_once
def _mine(member: Member) -> dict[str, Any]:
    """What both cards of one's own requests show."""
    own = HelpRequest.objects.visible_to(member)
    context: dict[str, Any] = {
        "rows": list(own.their_turn_first().for_list()[:SHOWN]),
        "count": own.count(),
        "followed": list(HelpRequest.objects.followed_by(member).select_related("room")[:SHOWN]),
    }
    for row in [*context["rows"], *context["followed"]]:
        row.step = step_of(row, member)
    for row in context["rows"]:
        if row.turn == TURN_ANSWERED:
            is_waiting = row.state == RequestState.WAITING
            row.step = f"On vous a répondu · {row.step}" if is_waiting else "On vous a répondu"
    context["asked"] = [row for row in context["rows"] if row.state == RequestState.SOLVED]
    context["rows"] = [row for row in context["rows"] if row not in context["asked"][:1]]
    annotate_permissions(context["asked"], policies.close_request, to=member.actor)
    return context
