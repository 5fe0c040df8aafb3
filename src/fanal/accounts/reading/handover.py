"""What a successor must find on 1 September: chapters that each app offers (`HANDOVER`).

All the rows of all chapters are one question, as « Mes données » does: one more app costs no more. Its SQL is
built once (`core.database.prepared`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.database.prepared import prepared
from fanal.core.people.own_data import OwnRows, Row, in_order, together
from fanal.core.registry import Kind, registered
from fanal.core.text.french import full_day

# what a successor must find
HANDOVER: "Kind[Chapter]" = Kind(
    "handover",
    (
        "notes",
        "places",
        "shares",
        "letters",
        "reports",
        "board_reports",
        "requests",
        "promises",
        "tasks",
        "meeting-decisions",
        "acts",
        "contracts",
        "admins",
        "support",
        "documents",
        "scans",
        "register",
        "machines",
        "convention",
        "licences",
        "formation",
        "bodies",
        "team",
        "decisions",
    ),
)

DAY = len("2026-12-03")
SHOWN, FOLDED = 6, 14  # lines of a chapter on the page, the next ones folded; the document has all


@dataclass(frozen=True)
class HandoverEntry:
    """One line: what, its detail, where it leads; the heading that it stands under, « late » or nothing."""

    text: str
    detail: str = ""
    url: str = ""
    group: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Chapter:
    """`rows(school id, today)` and the `fields` asked of each, sorted by the field `by`.

    `entries_of` makes the lines of one row. `nothing`: said when there is none. `page`: where all of them
    stand. `read_by(rows, member)`: those that this reader may read, when it is not all.
    """

    code: str
    title: str
    rows: Callable[[int, date], QuerySet]
    fields: Mapping[str, Any]
    by: str
    entries_of: Callable[[Row, School], list[HandoverEntry]]
    nothing: str
    page: Callable[[School], str] | None = None
    is_latest_first: bool = False
    read_by: Callable[[Any, Member], QuerySet] | None = None


@dataclass(frozen=True)
class ChapterEntries:
    """A chapter as it stands today."""

    chapter: Chapter
    entries: list[HandoverEntry] = field(default_factory=list)
    page: str = ""

    @property
    def first(self) -> list[HandoverEntry]:
        return self.entries[:SHOWN]

    @property
    def following(self) -> list[HandoverEntry]:
        return self.entries[SHOWN : SHOWN + FOLDED]

    @property
    def are_all_here(self) -> bool:
        """Whether the page itself has all of them: else it leads to them, or says how many more there are."""
        return len(self.entries) <= SHOWN + (0 if self.page else FOLDED)

    @property
    def more(self) -> int:
        return max(0, len(self.entries) - SHOWN - FOLDED)


def chapters_of(member: Member, today: date) -> list[ChapterEntries]:
    """As this member may read them."""
    chapters: list[Chapter] = registered(HANDOVER)
    rows_by_rank: list[list[Row]] = [[] for _ in chapters]
    for rank, row in _rows(member, today):
        rows_by_rank[rank].append(row)
    return [
        _chapter_entries(chapter, rows, member.school)
        for chapter, rows in zip(chapters, rows_by_rank, strict=True)
    ]


@prepared
def _rows(member: Member, today: date) -> QuerySet:
    chapters: list[Chapter] = registered(HANDOVER)
    return together(
        [OwnRows(_rows_of(chapter, member, today), chapter.fields, chapter.by) for chapter in chapters]
    )


def _rows_of(chapter: Chapter, member: Member, today: date) -> QuerySet:
    rows = chapter.rows(member.school.pk, today)
    return chapter.read_by(rows, member) if chapter.read_by else rows


def _chapter_entries(chapter: Chapter, rows: list[Row], school: School) -> ChapterEntries:
    ordered = in_order(rows, chapter.by)
    if chapter.is_latest_first:
        ordered.reverse()
    entries = [entry for row in ordered for entry in chapter.entries_of(row, school)]
    return ChapterEntries(chapter, entries, chapter.page(school) if chapter.page else "")


def day_said(text: str | None) -> str:
    """« 3 décembre 2026 » from a day, or from a moment, as the school's clock says it."""
    if not text:
        return ""
    if len(text) == DAY:
        return full_day(date.fromisoformat(text))
    return full_day(timezone.localtime(datetime.fromisoformat(text)).date())


def joined(*parts: str) -> str:
    """The details that are known, one after the other."""
    return ", ".join(part.rstrip(" .") for part in parts if part)
