"""The needs of a year and who shares the mission, as the pages tell them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.rules.years import SchoolYear, year_named, year_of
from fanal.agenda.reading.figures import page_of as figures_of
from fanal.core.prepared import prepared
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission, PartNeed
from fanal.missions.policies.sharing import read_competence
from fanal.missions.rules.justification import workload_text
from fanal.missions.rules.particular_mission import MissionKind
from fanal.missions.rules.sharing import (
    Competence,
    CoverageRow,
    ShareInput,
    by_activity,
    needs_help,
    rows_on,
    totals_on,
    uncovered,
)


def needs_of(school: School, year: str) -> NeedsAssessment | None:
    return _needs.first(school.pk, year)


@prepared
def _needs(school_id: int, year: str) -> QuerySet[NeedsAssessment]:
    rows = NeedsAssessment.objects.for_school(school_id).filter(school_year=year)
    return rows.select_related("written_by")


def counted_year(year: str, today: date) -> SchoolYear:
    """The year whose figures tell the needs: of a year that has not begun, the one that runs."""
    return min(year_named(year), year_of(today))


def year_figures(school: School, year: str, *, now: datetime, today: date) -> list[list[str]]:
    """(label, now, last year at the same date, the whole of it, difference with that date). Two queries."""
    page = figures_of(school, counted_year(year, today), now=now, today=today)
    return [[row.label, row.now, row.same_date, row.before, row.difference] for row in page.rows]


def needs_figures(
    school: School, year: str, needs: NeedsAssessment | None, *, now: datetime, today: date
) -> list[list[str]]:
    """The rows kept with a closed sheet (the first ones had no « same date »), else those of the year."""
    if needs is None or needs.closed_on is None:
        return year_figures(school, year, now=now, today=today)
    return [row if len(row) > 4 else [*row[:2], "", *row[2:]] for row in needs.figures]


def described_by_needs(school: School, year: str, *, now: datetime, today: date) -> dict[str, str]:
    """The two criteria of the text as the needs tell them, to begin the description of the mission from."""
    needs = needs_of(school, year)
    figures = needs.figures if needs and needs.figures else year_figures(school, year, now=now, today=today)
    workload = [workload_text([(row[0], row[1]) for row in figures])]
    if needs is not None:
        projects = f"Projets : {needs.projects}" if needs.projects else ""
        workload = [needs.appreciation, *workload, projects]
    return {
        "workload": "\n".join(filter(None, workload))[:2000],
        "expertise": needs.expertise if needs is not None else "",
    }


def digital_mission(school: School, year: str) -> ParticularMission | None:
    return _digital.first(school.pk, year)


@prepared
def _digital(school_id: int, year: str) -> QuerySet[ParticularMission]:
    rows = ParticularMission.objects.for_school(school_id).of_year(year)
    return rows.filter(kind=MissionKind.DIGITAL).order_by("pk")


def shares_of(mission: ParticularMission) -> list[MissionShare]:
    rows = MissionShare.objects.for_school(mission.school_id).filter(mission=mission)
    return list(rows.select_related("person").order_by("starts_on", "pk"))


def share_input_of(share: MissionShare) -> ShareInput:
    return ShareInput(
        share.part, share.person_id or 0, share.percent, share.starts_on, share.ends_on, share.is_substitute
    )


@dataclass(frozen=True)
class Matrix:
    """The matrix on one day: kinds with their rows, what is covered by nobody, each person's parts."""

    kinds: list[tuple[Any, list[CoverageRow]]]
    uncovered: list[str]
    needs: dict[str, PartNeed]
    weight: int
    totals: list[tuple[Person, int]]
    is_empty: bool = False


def matrix_of(mission: ParticularMission, actor: Actor, today: date) -> Matrix:
    """Two queries."""
    year, day = year_named(mission.school_year), shown_day(mission, today)
    shares = shares_of(mission)
    needs = {
        need.part: need for need in PartNeed.objects.for_school(mission.school_id).filter(mission=mission)
    }
    rows = rows_on(day, [share_input_of(share) for share in shares])
    for share in shares:
        need, is_read = needs.get(share.part), read_competence(actor, share)
        rows[share.part].shares.append(
            {
                "row": share,
                "is_over": share.ends_on < day,
                "is_later": share.starts_on > day,
                "competence": share.get_competence_display() if is_read else "",
                "needs_help": is_read and needs_help(need.needed if need else "", share.competence),
                "is_mine": share.person_id is not None and share.person_id == actor.person_id,
                "whole_year": (share.starts_on, share.ends_on) == (year.starts_on, year.ends_on),
            }
        )
    for code, row in rows.items():
        row.need = needs.get(code)  # type: ignore[attr-defined]
        row.needed = Competence(needs[code].needed).label if code in needs and needs[code].needed else ""  # type: ignore[attr-defined]
    bare = [part.label for part in uncovered(rows.values())]
    weight = sum(need.weight for need in needs.values())
    return Matrix(by_activity(rows), bare, needs, weight, _totals(shares, needs, day), not shares)


def _totals(shares: list[MissionShare], needs: dict[str, PartNeed], day: date) -> list[tuple[Person, int]]:
    people = {share.person_id: share.person for share in shares if share.person}
    weights = {code: need.weight for code, need in needs.items()}
    totals = totals_on(day, [share_input_of(share) for share in shares], weights)
    return [(people[person], percent) for person, percent in totals.items()]


def totals_of(mission: ParticularMission, today: date) -> list[tuple[Person, int]]:
    """Each person’s part of the mission, in hundredths, on the day of the matrix. Two queries."""
    needs = PartNeed.objects.for_school(mission.school_id).filter(mission=mission)
    return _totals(shares_of(mission), {need.part: need for need in needs}, shown_day(mission, today))


def shown_day(mission: ParticularMission, today: date) -> date:
    """Today, or the first day of a year that has not begun."""
    year = year_named(mission.school_year)
    return min(max(today, year.starts_on), year.ends_on)
