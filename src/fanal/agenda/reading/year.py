"""The tasks of a year on one page: which, how many, in which groups."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q

from fanal.accounts.models.member import Member
from fanal.agenda.models import YearTask
from fanal.agenda.models.task import YearTaskQuerySet
from fanal.agenda.rules.codes import OPEN
from fanal.core.pages.filter_chips import FilterChip
from fanal.year.rules.years import SchoolYear, prepared_on

ENDED, MINE = "terminees", "moi"


@dataclass(frozen=True)
class YearFilter:
    """What the address asks for: the year chosen there, else this year and the next, already begun."""

    today: date
    current: SchoolYear
    is_chosen: bool = False
    is_ended: bool = False
    is_mine: bool = False
    # What the links of the page keep, but for what each changes.
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> Q:
        """The tasks of these years; without a choice, what an earlier year left open is not lost."""
        if self.is_chosen:
            return Q(school_year=self.current.label)
        years = Q(school_year__in=[self.current.label, self.current.next.label])
        return years | Q(school_year__lt=self.current.label, state__in=OPEN)

    @property
    def prepares_next(self) -> bool:
        return not self.is_chosen and prepared_on(self.today) is not None

    def query(self, **changed: str) -> str:
        """The end of an address that keeps this choice."""
        values = {name: value for name, value in (self.kept | changed).items() if value}
        return f"?{urlencode(values)}" if values else ""


def year_filter_of(asked: Any, *, today: date, current: SchoolYear, is_chosen: bool) -> YearFilter:
    """`asked` is the query of the address."""
    kept = {
        "annee": current.label if is_chosen else "",
        "vue": ENDED if asked.get("vue") == ENDED else "",
        "qui": MINE if asked.get("qui") == MINE and asked.get("vue") != ENDED else "",
    }
    return YearFilter(today, current, is_chosen, bool(kept["vue"]), bool(kept["qui"]), kept)


def _mine(member: Member) -> Q:
    """The same as `YearTaskQuerySet.of`, for counting beside the others."""
    person = member.person.pk if member.person else 0
    return Q(person=person) | Q(person__isnull=True, owner__in=sorted(member.roles))


def tasks_of(member: Member, year_filter: YearFilter) -> YearTaskQuerySet:
    """What the page lists: open ones by day, ended ones the last first."""
    rows = YearTask.objects.visible_to(member).filter(year_filter.rows).select_related("person")
    if year_filter.is_mine:
        rows = rows.filter(_mine(member))
    if year_filter.is_ended:
        return rows.exclude(state__in=OPEN).order_by("-ended_at", "-number")
    return rows.still_open().by_day()


def counts_of(member: Member, year_filter: YearFilter) -> dict[str, int]:
    """Open ones, the member’s own, ended ones; how many of this year and of the next. One question."""
    rows, mine = YearTask.objects.visible_to(member).filter(year_filter.rows), _mine(member)
    is_open = Q(state__in=OPEN)
    return rows.aggregate(
        open=Count("pk", filter=is_open),
        open_mine=Count("pk", filter=is_open & mine),
        ended=Count("pk", filter=~is_open),
        current=Count("pk", filter=Q(school_year=year_filter.current.label, template__isnull=False)),
        next=Count("pk", filter=Q(school_year=year_filter.current.next.label, template__isnull=False)),
    )


def years_to_create(year_filter: YearFilter, counts: dict[str, int], *, is_past: bool) -> list[str]:
    """The years whose tasks are not there yet and may be made from here."""
    if is_past:
        return []
    missing = [] if counts["current"] else [year_filter.current.label]
    if year_filter.prepares_next and not counts["next"]:
        missing.append(year_filter.current.next.label)
    return missing


def _group(task: YearTask, year_filter: YearFilter) -> tuple[str, date | None]:
    if year_filter.is_ended:
        return "ended", None
    if task.is_late(year_filter.today):
        return "late", None
    return "month", task.due_on.replace(day=1)


@dataclass(frozen=True)
class TaskGroup:
    """The tasks that stand under one title; `kind` is late, month or ended."""

    kind: str
    month: date | None
    tasks: list[YearTask]


def groups_of(tasks: list[YearTask], year_filter: YearFilter) -> list[TaskGroup]:
    """Late ones, then month by month."""
    return [
        TaskGroup(kind, month, list(rows))
        for (kind, month), rows in groupby(tasks, lambda task: _group(task, year_filter))
    ]


def chips_of(year_filter: YearFilter, counts: dict[str, int], *, is_team: bool) -> list[FilterChip]:
    """The three views of the page; whoever is not of the team has their own tasks alone."""
    everyone = not (year_filter.is_mine or year_filter.is_ended)
    to_do = _chip("À faire", year_filter.query(vue="", qui=""), counts["open"], everyone)
    mine = _chip("Les miennes", year_filter.query(vue="", qui=MINE), counts["open_mine"], year_filter.is_mine)
    ended = _chip("Terminées", year_filter.query(vue=ENDED, qui=""), counts["ended"], year_filter.is_ended)
    return [to_do, mine, ended] if is_team else [to_do, ended]


def _chip(label: str, query: str, count: int, current: bool) -> FilterChip:
    return FilterChip(label, query or ".", count, current)
