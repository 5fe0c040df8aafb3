"""What the pages of the point show: the draft, the point that is answered, proposals, decisions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fanal.accounts.members import Member
from fanal.accounts.rights import offer
from fanal.accounts.suggestions import Suggested, suggested
from fanal.core.search import holding, words_of
from fanal.missions import policies
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.models.point import PointLineQuerySet
from fanal.missions.rules.point import MOST_LINES, Answer

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
    def is_full(self) -> bool:
        return len(self.draft) >= MOST_LINES


def points_of(member: Member) -> Points:
    """One question."""
    rows = PointLine.objects.visible_to(member).current()
    found = Points()
    for line in rows.select_related("point", "author", "answered_by", "point__sent_by").order_by("pk"):
        (found.draft if line.point.is_draft else found.sent).append(line)
    offer(found.sent, policies.answer_point, to=member.actor)
    return found


def proposals_for(member: Member, points: Points, now: datetime) -> list[Suggested]:
    """What was left open, then what Fanal counts today; what the draft says already is not said twice."""
    again = [
        Suggested(f"{AGAIN}{line.pk}", line.text) for line in points.sent if line.answer in {Answer.TALK, ""}
    ]
    taken = {line.origin for line in points.draft if line.origin}
    texts = {line.text for line in points.draft}
    told = [*again, *suggested(member.school, now)]
    return [one for one in told if one.code not in taken and one.text not in texts]


def decisions_of(member: Member, answer: str, typed: str) -> PointLineQuerySet:
    """Lines that were answered, the latest first."""
    rows = PointLine.objects.visible_to(member).answered()
    if answer in set(Answer):
        rows = rows.filter(answer=answer)
    if words_of(typed):
        rows = holding(rows, typed, "text", "word")
    return rows.select_related("point", "answered_by").order_by("-answered_at", "-pk")


def chips_of(answer: str, page: str) -> list[dict[str, Any]]:
    everything = {"label": "Toutes", "url": page, "current": not answer, "count": None}
    return [everything] + [
        {"label": one.label, "url": f"{page}?reponse={one.value}", "current": one == answer, "count": None}
        for one in Answer
    ]
