"""What the pages of the point show: the draft, the point that is answered, proposals, decisions."""

from dataclasses import dataclass, field
from datetime import date, datetime

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.suggestions import Suggested, suggested
from fanal.core.database.prepared import prepared
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.search import holding, words_of
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
    def waiting(self) -> list[PointLine]:
        """The lines that wait for an answer: what the home page counts."""
        return [line for line in self.sent if not line.answer]

    @property
    def answered(self) -> list[PointLine]:
        return [line for line in self.sent if line.answer]

    @property
    def leaving(self) -> str:
        """What is said before the draft leaves."""
        return leaving_words(len(self.waiting))

    @property
    def is_full(self) -> bool:
        return len(self.draft) >= MOST_LINES


def points_of(member: Member) -> Points:
    """Read the lines of the draft and of the point that left last: one question."""
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
    """List the lines that stay open, then what Fanal counts today.

    What the draft says, or what left this week and still waits for its answer, is not said twice.
    """
    is_fresh = points.point is not None and points.point.monday == monday_of(today)
    waits = [line for line in points.sent if is_fresh and not line.answer]
    again = [
        Suggested(f"{AGAIN}{line.pk}", line.text)
        for line in points.sent
        if line.answer == PointAnswer.TALK or not (line.answer or is_fresh)
    ]
    lines = [*points.draft, *waits]
    origins = {line.origin for line in lines if line.origin}
    texts = {line.text for line in lines}
    suggestions = [*again, *suggested(member.school, now)]
    return [
        suggestion
        for suggestion in suggestions
        if suggestion.code not in origins and suggestion.text not in texts
    ]


def decisions_of(member: Member, answer: str, words: str) -> PointLineQuerySet:
    """List the lines that were answered, the latest first."""
    rows = PointLine.objects.visible_to(member).answered()
    if answer in set(PointAnswer):
        rows = rows.filter(answer=answer)
    if words_of(words):
        rows = holding(rows, words, "text", "word")
    return rows.select_related("point", "answered_by").order_by("-answered_at", "-pk")


def chips_of(answer: str, page: str) -> list[FilterChip]:
    """Give the filters of the decisions: all of them, then each answer."""
    return [FilterChip("Toutes", page, None, not answer)] + [
        FilterChip(choice.label, f"{page}?reponse={choice.value}", None, choice == answer)
        for choice in PointAnswer
    ]
