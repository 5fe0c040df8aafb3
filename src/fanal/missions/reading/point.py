"""What the pages of the point show: the draft, the point that is answered, proposals, decisions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.suggestions import Suggested, suggested
from fanal.core.prepared import prepared
from fanal.core.search import holding, words_of
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.models.point import PointLineQuerySet
from fanal.missions.policies import point as policies
from fanal.missions.rules.point import MOST_LINES, PointAnswer, leaving_words, monday_of

AGAIN = "again-"


@dataclass
class Points:
    """The lines of the draft, and those of the point that left last."""

    draft: list[PointLine] = field(default_factory=list)
    sent: list[PointLine] = field(default_factory=list)

    @property
    def point(self) -> WeekPoint | None:
        return self.sent[0].point if self.sent else None

    @property
    def answered(self) -> int:
        return sum(bool(line.answer) for line in self.sent)

    @property
    def leaving(self) -> str:
        """What is said before the draft leaves."""
        return leaving_words(len(self.sent) - self.answered)

    @property
    def is_full(self) -> bool:
        return len(self.draft) >= MOST_LINES


def points_of(member: Member) -> Points:
    """One question."""
    points = Points()
    for line in _current(member):
        (points.draft if line.point.is_draft else points.sent).append(line)
    annotate_permissions(points.sent, policies.answer_point, to=member.actor)
    return points


@prepared
def _current(member: Member) -> PointLineQuerySet:
    rows = PointLine.objects.visible_to(member).current().order_by("pk")
    return rows.select_related("point", "author", "answered_by", "point__sent_by")


def proposals_for(member: Member, points: Points, now: datetime, today: date) -> list[Suggested]:
    """What was left open, then what Fanal counts today; what the draft says, or what left this week and
    still waits for its answer, is not said twice."""
    is_fresh = points.point is not None and points.point.monday == monday_of(today)
    waits = [line for line in points.sent if is_fresh and not line.answer]
    again = [
        Suggested(f"{AGAIN}{line.pk}", line.text)
        for line in points.sent
        if line.answer == PointAnswer.TALK or not (line.answer or is_fresh)
    ]
    written = [*points.draft, *waits]
    taken = {line.origin for line in written if line.origin}
    texts = {line.text for line in written}
    suggestions = [*again, *suggested(member.school, now)]
    return [
        suggestion
        for suggestion in suggestions
        if suggestion.code not in taken and suggestion.text not in texts
    ]


def decisions_of(member: Member, answer: str, typed: str) -> PointLineQuerySet:
    """Lines that were answered, the latest first."""
    rows = PointLine.objects.visible_to(member).answered()
    if answer in set(PointAnswer):
        rows = rows.filter(answer=answer)
    if words_of(typed):
        rows = holding(rows, typed, "text", "word")
    return rows.select_related("point", "answered_by").order_by("-answered_at", "-pk")


def chips_of(answer: str, page: str) -> list[dict[str, Any]]:
    everything = {"label": "Toutes", "url": page, "current": not answer, "count": None}
    return [everything] + [
        {
            "label": choice.label,
            "url": f"{page}?reponse={choice.value}",
            "current": choice == answer,
            "count": None,
        }
        for choice in PointAnswer
    ]
