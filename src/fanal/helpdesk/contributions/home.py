"""What requests put on the home page: the day of whoever handles them, the news of whoever asked."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.cards import Card
from fanal.core.prepared import prepared
from fanal.core.registry import HOME_CARD, register
from fanal.helpdesk import policies
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.models.request_queryset import TURN_ANSWERED, WAITING, to_handle_on
from fanal.helpdesk.reading.escalation import step_of
from fanal.helpdesk.reading.request_list import learn_open_counts, listed, say_lines
from fanal.helpdesk.rules.codes import RequestState, WaitingFor

SHOWN = 6
RECENT_DAYS = 7
COUNTED = ("sent", "to_handle", "waiting", "late", "authority", "solved")


@prepared
def _figures(member: Member, now: datetime, recently: datetime, today: date) -> QuerySet:
    """One row at most: the four numbers above the day, and those that the navigation and the tabs show."""
    still_open = ~Q(state__in=[RequestState.SOLVED, RequestState.CLOSED])
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
        )
    )


@register(HOME_CARD, 10)
def figures(member: Member, today: date) -> Card | None:
    """Four numbers that are links, in one query; the navigation finds its own there too."""
    if not member.has(*TEAM):
        return None
    now = timezone.now()
    counts = _figures.first(member, now, now - timedelta(days=RECENT_DAYS), today)
    counts = counts or dict.fromkeys(COUNTED, 0)
    learn_open_counts(member, counts)
    return Card("helpdesk/cards.html#figures", counts)


@register(HOME_CARD, 20)
def day(member: Member, today: date) -> Card | None:
    """« À faire aujourd’hui », for a référent: the first requests by what matters, each with one press."""
    if not member.has(Role.DIGITAL_LEAD):
        return None
    rows = listed(member, timezone.now(), today, view="", start=0, stop=SHOWN)
    say_lines(rows)
    annotate_permissions(rows, policies.take_request, to=member.actor)
    return Card("helpdesk/cards.html#day", {"rows": rows}, is_wide=True, has_work=bool(rows))


@register(HOME_CARD, 20)
def theirs(member: Member, today: date) -> Card | None:
    """What a school waits for from its authority: a technician's own list, oldest first."""
    if not member.has(Role.TECHNICIAN):
        return None
    rows = list(HelpRequest.objects.visible_to(member).order_by("asked_at").for_list()[:SHOWN])
    return Card("helpdesk/cards.html#theirs", {"rows": rows}, is_wide=True, has_work=bool(rows))


@register(HOME_CARD, 20)
def mine(member: Member, today: date) -> Card | None:
    """A teacher's own requests, and those of colleagues they asked to be told of."""
    if member.person is None or member.has(*TEAM):
        return None
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
    return Card("helpdesk/cards.html#mine", context, is_wide=True, has_work=bool(context["rows"]))
