"""What the commission puts on the home page of the team: its next meeting, the decisions that are late."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.commission.models import Meeting, MeetingDecision
from fanal.commission.models.meeting import MeetingQuerySet
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_DAY, HOME_TASK, HomeDay, HomeTask
from fanal.core.registry import register
from fanal.core.templatetags.fanal import clock
from fanal.core.text.french import counted

SOON = timedelta(days=15)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many decisions are late; whether a meeting is near."""
    if not member.has(*TEAM):
        return {}
    here: Any = OuterRef("pk")
    return {
        "late_decisions": count_of(MeetingDecision.objects.for_school(here).late(today)),
        "has_meeting": Exists(_near(here, today)),
    }


def _near(school: School | OuterRef, today: date) -> MeetingQuerySet:
    """The meetings of the next two weeks, the first one first."""
    announced_on = ExpressionWrapper(TruncDate("starts_at") - SOON, output_field=DateField())
    coming = Meeting.objects.for_school(school).to_come().alias(announced_on=announced_on)
    near: MeetingQuerySet = coming.filter(starts_at__date__gte=today, announced_on__lte=today)
    return near.order_by("starts_at")


@register(HOME_TASK, "commission")
def late_decisions(member: Member, today: date) -> list[HomeTask]:
    """« 2 suites de réunion en retard »."""
    if not member.has(*TEAM):
        return []
    if not (count := home_facts(member, today).late_decisions):
        return []
    page = f"{address('commission:decision_list', member.school.uai)}?vue=retard"
    what = counted(count, "suite de réunion en retard", "suites de réunion en retard")
    return [HomeTask(what, page, "Voir", "", "users", is_decision=False)]


@register(HOME_DAY, "commission")
def next_meeting(member: Member, today: date) -> list[HomeDay]:
    """The next one within two weeks."""
    if not member.has(*TEAM) or not home_facts(member, today).has_meeting:
        return []
    meeting = _near(member.school, today).first()
    if meeting is None:
        return []
    page = address("commission:meeting_page", member.school.uai, meeting.number)
    day = timezone.localtime(meeting.starts_at).date()
    return [HomeDay(day, meeting.title, page, clock(meeting.starts_at))]
