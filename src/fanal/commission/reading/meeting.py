"""What the pages of meetings show: the list with its terms, one meeting, the decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM
from fanal.commission.models import (
    AgendaItem,
    CommissionMember,
    Meeting,
    MeetingDecision,
    MeetingPresence,
)
from fanal.commission.models.decision import MeetingDecisionQuerySet
from fanal.commission.models.meeting import MeetingQuerySet
from fanal.commission.reading.paper import presences_of
from fanal.commission.rules.meeting import Attended, Circle, TermState, term_states
from fanal.year.rules.years import SchoolYear

TABS = {"": "À tenir", "retard": "En retard", "tenues": "Tenues", "toutes": "Toutes"}


def terms_of_year(member: Member, year: SchoolYear, today: date) -> list[TermState]:
    """How many meetings of the commission each term had, or will have (one query)."""
    rows = Meeting.objects.for_school(member.school).filter(circle=Circle.COMMISSION)
    rows = rows.filter(starts_at__date__gte=year.starts_on, starts_at__date__lte=year.ends_on).exclude(
        state="cancelled"
    )
    held, to_come = list[date](), list[date]()
    for meeting in rows.select_related("school"):
        days = to_come if meeting.is_to_come else held
        days.append(meeting.day)
    return term_states(year.first, held, to_come, today=today)


def meetings_of(member: Member, year: SchoolYear) -> MeetingQuerySet:
    """Those of a year that this member sees, the latest first."""
    rows = Meeting.objects.visible_to(member)
    of_year = rows.filter(starts_at__date__gte=year.starts_on, starts_at__date__lte=year.ends_on)
    return of_year.latest_first()


def reads_minutes(member: Member, meeting: Meeting) -> bool:
    """The team reads them as they are written; the others, once they are published to them."""
    return member.has(*TEAM) or bool(meeting.audience)


def decisions_of(member: Member, tab: str, today: date) -> MeetingDecisionQuerySet:
    rows: Any = MeetingDecision.objects.for_school(member.school)
    match tab:
        case "":
            listed: MeetingDecisionQuerySet = rows.still_open()
        case "retard":
            listed = rows.late(today)
        case "tenues":
            listed = rows.done()
        case _:
            listed = rows.approved()
    return listed


@dataclass(frozen=True)
class DecisionLine:
    """A decision with how it stands on a day, in words."""

    decision: MeetingDecision
    words: str
    tone: str


def decision_lines(decisions: Iterable[MeetingDecision], today: date) -> list[DecisionLine]:
    return [DecisionLine(decision, *decision.state_on(today)) for decision in decisions]


@dataclass(frozen=True)
class CommissionFigures:
    """What the team reads beside the list: the terms of the year, and what was decided."""

    terms: list[TermState]
    still_open: int
    late: int


def figures_of(member: Member, year: SchoolYear, today: date) -> CommissionFigures:
    decisions: Any = MeetingDecision.objects.for_school(member.school)
    return CommissionFigures(
        terms=terms_of_year(member, year, today),
        still_open=decisions.still_open().count(),
        late=decisions.late(today).count(),
    )


@dataclass(frozen=True)
class MeetingParts:
    """One meeting with its parts; four questions whatever their number."""

    meeting: Meeting
    items: list[AgendaItem]
    members: list[Any]  # once the minutes are approved, as they name them: `FrozenPresence`
    attended: dict[int, str]
    decisions: list[MeetingDecision]

    @property
    def is_begun(self) -> bool:
        """Somebody came, something was said or decided."""
        return bool(self.attended or self.decisions or any(item.minutes for item in self.items))

    @property
    def voices(self) -> int:
        """How many present members have a voice."""
        here = Attended.PRESENT.label
        return sum(member.has_voice and member.attended_words == here for member in self.members)


def parts_of_meeting(meeting: Meeting) -> MeetingParts:
    school = meeting.school_id
    items = AgendaItem.objects.for_school(school).filter(meeting=meeting).order_by("position")
    presences = MeetingPresence.objects.for_school(school).filter(meeting=meeting)
    decisions = MeetingDecision.objects.for_school(school).filter(meeting=meeting)
    attended = dict(presences.values_list("member", "attended"))
    return MeetingParts(
        meeting,
        list(items.select_related("proposed_by", "minutes_by")),
        presences_of(meeting.frozen) if meeting.frozen else _sitting(meeting, attended),
        attended,
        list(decisions.select_related("owner", "task").order_by("pk")),
    )


def _sitting(meeting: Meeting, attended: dict[int, str]) -> list[CommissionMember]:
    """Those who sit on its day, with what is noted of each."""
    rows = CommissionMember.objects.for_school(meeting.school_id).filter(circle=meeting.circle)
    members = list(rows.sitting_on(meeting.day).by_name())
    for member in members:
        member.attended_words = Attended(attended[member.pk]).label if member.pk in attended else "–"
    return members


def next_meeting(member: Member) -> Meeting | None:
    rows = Meeting.objects.visible_to(member).to_come().filter(starts_at__gte=timezone.now())
    return rows.order_by("starts_at").first()
