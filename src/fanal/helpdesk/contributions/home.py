"""What requests put on the home page: the day of whoever handles them, the news of whoever asked."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.rules.french import in_letters
from fanal.accounts.rules.years import same_day, year_of
from fanal.core.cards import Card
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_CARD, register
from fanal.helpdesk.models import Follower, HelpRequest, RequestFile
from fanal.helpdesk.models.request_queryset import TURN_ANSWERED, WAITING, to_handle_on
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.escalation import step_of
from fanal.helpdesk.reading.request_list import learn_open_counts, listed, say_lines
from fanal.helpdesk.rules.codes import RequestState, WaitingFor
from fanal.helpdesk.rules.year_so_far import compared

SHOWN = 7
RECENT_DAYS = 7
COUNTED = ("sent", "to_handle", "waiting", "late", "authority", "solved", "asked", "before")


def to_take(count: int) -> str:
    """« trois demandes à prendre »; nothing when there is none."""
    return f"{in_letters(count, 'demande', 'demandes')} à prendre" if count else ""


@prepared
def _figures(member: Member, now: datetime, today: date, *moments: datetime) -> QuerySet:
    """One row at most: the four numbers above the day, those of the navigation and the tabs, the year’s.

    `moments`: a week ago, the first of this year, the first of the one before and the same moment of it.
    """
    recently, starts, before_starts, before_ends = moments
    still_open, own = ~Q(state__in=[RequestState.SOLVED, RequestState.CLOSED]), Q(merged_into__isnull=True)
    return (
        HelpRequest.objects.visible_to(member)
        .values("school_id")
        .annotate(
            sent=Count("pk", filter=Q(state=RequestState.SENT)),
            to_handle=Count("pk", filter=to_handle_on(today)),
            waiting=Count("pk", filter=WAITING),
            late=Count("pk", filter=still_open & Q(due_at__lt=now)),
            authority=Count("pk", filter=Q(waiting_for=WaitingFor.AUTHORITY)),
            solved=Count("pk", filter=Q(solved_at__gte=recently)),
            asked=Count("pk", filter=own & Q(asked_at__gte=starts)),
            before=Count("pk", filter=own & Q(asked_at__gte=before_starts, asked_at__lt=before_ends)),
            first_asked=Min("asked_at"),
        )
    )


@register(HOME_CARD, 10)
def figures(member: Member, today: date) -> Card | None:
    """Four numbers that are links, and the year so far; one query, where the navigation finds its own."""
    if not member.has(*TEAM):
        return None
    counts = _counts(member, timezone.now(), today)
    first = counts.get("first_asked")
    first_day = timezone.localdate(first) if first else None
    said = compared(counts["asked"], counts["before"], first_day, today)
    return Card("helpdesk/cards.html#figures", {**counts, "compared": said}, is_beside=True)


def _moments(now: datetime, today: date) -> tuple[datetime, ...]:
    """What the figures of the year are counted between."""
    year, local = year_of(today), timezone.localtime(now)
    days = (year.starts_on, year.previous.starts_on)
    starts = [datetime.combine(day, time(), tzinfo=local.tzinfo) for day in days]
    same = datetime.combine(same_day(today, year.previous.first), local.time(), tzinfo=local.tzinfo)
    return (now - timedelta(days=RECENT_DAYS), *starts, same)


def _counts(member: Member, now: datetime, today: date) -> dict[str, Any]:
    """Asked once a page; the navigation finds its own there too."""
    if "request counts" not in member.learnt:
        counts = _figures.first(member, now, today, *_moments(now, today))
        member.learnt["request counts"] = counts or dict.fromkeys(COUNTED, 0)
        learn_open_counts(member, member.learnt["request counts"])
    return member.learnt["request counts"]


@register(HOME_CARD, 20)
def day(member: Member, today: date) -> Card | None:
    """« À faire aujourd’hui », for a référent: the first requests by what matters, each with one press."""
    if not member.has(Role.DIGITAL_LEAD):
        return None
    now = timezone.now()
    rows = listed(member, now, today, view="", start=0, stop=SHOWN)
    say_lines(rows)
    annotate_permissions(rows, policies.take_request, policies.reply_to_request, to=member.actor)
    counts = _counts(member, now, today)
    first, rest = (rows[0], rows[1:]) if rows else (None, [])
    context = {"first": first, "rows": rest, "count": counts["to_handle"] - len(rows[:1])}
    if first is not None:
        context["picture"] = _picture.first(member.school.pk, first.pk)
        context["others"] = Follower.objects.for_school(member.school).filter(help_request=first.pk).count()
    headline = to_take(counts["sent"])
    return Card("helpdesk/cards.html#day", context, headline=headline, is_lit=bool(rows))


@prepared
def _picture(school_id: int, request_id: int) -> QuerySet[RequestFile]:
    rows: QuerySet[RequestFile] = RequestFile.objects.for_school(school_id)
    return rows.filter(help_request=request_id, is_picture=True).order_by("pk")[:1]


@register(HOME_CARD, 20)
def theirs(member: Member, today: date) -> Card | None:
    """What a school waits for from its authority: a technician's own list, oldest first."""
    if not member.has(Role.TECHNICIAN):
        return None
    rows = list(HelpRequest.objects.visible_to(member).order_by("asked_at").for_list()[:SHOWN])
    return Card("helpdesk/cards.html#theirs", {"rows": rows})


@register(HOME_CARD, 20)
def mended(member: Member, today: date) -> Card | None:
    """« Ça remarche ? », of the first request that somebody says is mended: before what comes today."""
    if member.person is None or member.has(*TEAM) or not (asked := _mine(member)["asked"]):
        return None
    return Card("helpdesk/cards.html#mended", {"row": asked[0]}, is_lit=True)


@register(HOME_CARD, 21)
def mine(member: Member, today: date) -> Card | None:
    """A teacher's own requests, and those of colleagues they asked to be told of."""
    if member.person is None or member.has(*TEAM):
        return None
    return Card("helpdesk/cards.html#mine", _mine(member), is_later=True)


def _mine(member: Member) -> dict[str, Any]:
    """Asked once a page, for both cards."""
    if "own requests" not in member.learnt:
        member.learnt["own requests"] = _own_requests(member)
    learnt: dict[str, Any] = member.learnt["own requests"]
    return learnt


def _own_requests(member: Member) -> dict[str, Any]:
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
            row.step = "On vous a répondu"
    context["asked"] = [row for row in context["rows"] if row.state == RequestState.SOLVED]
    context["rows"] = [row for row in context["rows"] if row not in context["asked"][:1]]
    annotate_permissions(context["asked"], policies.close_request, to=member.actor)
    return context
