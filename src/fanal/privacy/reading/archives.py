"""Which papers of a school wait for the visa, of which years, and what was said of them before."""

from dataclasses import dataclass
from datetime import date, datetime

from fanal.accounts.models import School
from fanal.core.retention.archives import every_paper
from fanal.privacy.models import ArchiveRelease


@dataclass(frozen=True)
class WaitingPapers:
    """One sort of papers: its rule, and how many of its rows would have gone by now."""

    noun: str
    says: str
    count: int


def waiting_papers(school: School, now: datetime) -> list[WaitingPapers]:
    return [
        WaitingPapers(papers.noun, papers.rule.says, papers.waiting(school.pk, now))
        for papers in every_paper()
    ]


def sorts_of_papers() -> list[tuple[str, str]]:
    """The sorts that a release may name: their rule, and their noun."""
    return [(papers.rule.name, papers.noun) for papers in every_paper()]


def years_of(school: School) -> list[int]:
    """The latest first."""
    return sorted({year for papers in every_paper() for year in papers.years(school.pk)}, reverse=True)


@dataclass(frozen=True)
class Release:
    """What was said once, and of which papers, in words."""

    row: ArchiveRelease
    papers: str


def releases_of(school: School) -> list[Release]:
    """The latest first."""
    nouns = dict(sorts_of_papers())
    rows = ArchiveRelease.objects.for_school(school).select_related("released_by").order_by("-released_at")
    return [Release(row, ", ".join(nouns[one] for one in row.sorts if one in nouns)) for row in rows]


def released_up_to(school: School, rule: str, today: date) -> date | None:
    """A private school’s papers are not held here: its head answers for what its contract makes public."""
    if school.status == School.Status.PRIVATE:
        return today
    return ArchiveRelease.objects.for_school(school).latest_day(rule)
