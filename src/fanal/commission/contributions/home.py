"""What the commission puts on the home page of the team: its next meeting, the decisions that are late."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, ExpressionWrapper, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.accounts.rules.french import counted
from fanal.commission.models import Meeting, MeetingDecision
from fanal.core.addresses import address
from fanal.core.cards import HomeDay, HomeTask
from fanal.core.registry import HOME_DAY, HOME_FACT, HOME_TASK, register
from fanal.core.templatetags.fanal import clock

SOON = timedelta(days=15)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many decisions are late; the number, the title and the moment of the next meeting."""
    if not member.has(*TEAM):
        return {}
    here: Any = OuterRef("pk")
    announced_on = ExpressionWrapper(TruncDate("starts_at") - SOON, output_field=DateField())
    coming = Meeting.objects.for_school(here).to_come().alias(announced_on=announced_on)
    coming = coming.filter(starts_at__date__gte=today, announced_on__lte=today).order_by("starts_at")
    return {
        "late_decisions": count_of(MeetingDecision.objects.for_school(here).late(today)),
        **{f"meeting_{name}": Subquery(coming.values(name)[:1]) for name in ("number", "title", "starts_at")},
    }


@register(HOME_TASK, 49)
def late_decisions(member: Member, today: date) -> list[HomeTask]:
    """« 2 décisions de réunion en retard »."""
    if not member.has(*TEAM):
        return []
    if not (count := home_facts(member, today).late_decisions):
        return []
    page = f"{address('commission:decision_list', member.school.uai)}?vue=retard"
    what = counted(count, "décision de réunion en retard", "décisions de réunion en retard")
    return [HomeTask(what, page, "Voir", "", "users", is_decision=False)]


@register(HOME_DAY, 12)
def next_meeting(member: Member, today: date) -> list[HomeDay]:
    """The next one within two weeks, without a question of its own."""
    if not member.has(*TEAM):
        return []
    known = home_facts(member, today)
    if known.meeting_number is None:
        return []
    page = address("commission:meeting_page", member.school.uai, known.meeting_number)
    day = timezone.localtime(known.meeting_starts_at).date()
    return [HomeDay(day, known.meeting_title, page, clock(known.meeting_starts_at))]
