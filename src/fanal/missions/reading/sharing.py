"""The needs of a year and who shares the mission, as the pages tell them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.agenda.reading.figures import page_of as figures_of
from fanal.agenda.rules.codes import Activity
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
from fanal.year.rules.years import SchoolYear, year_named, year_of


def needs_of(school: School, year: str) -> NeedsAssessment | None:
    return _needs(school.pk, year).first()


def _needs(school_id: int, year: str) -> QuerySet[NeedsAssessment]:
    rows = NeedsAssessment.objects.for_school(school_id).filter(school_year=year)
    return rows.select_related("written_by")


def counted_year(year: str, today: date) -> SchoolYear:
    """Give the year whose figures tell the needs: for one that has not begun, the one that runs."""
    return min(year_named(year), year_of(today))


def year_figures(school: School, year: str, *, today: date) -> list[list[str]]:
    """Ask (label, now, same date last year, the whole of it, difference with that date): two queries."""
    page = figures_of(school, counted_year(year, today), today=today)
    return [[row.label, row.now, row.same_date, row.before, row.difference] for row in page.rows]


def needs_figures(
    school: School, year: str, needs: NeedsAssessment | None, *, today: date
) -> list[list[str]]:
    """Give the rows stored with a closed sheet (the first had no « same date »), else those of the year."""
    if needs is None or needs.closed_on is None:
        return year_figures(school, year, today=today)
    return [row if len(row) > 4 else [*row[:2], "", *row[2:]] for row in needs.figures]


def described_by_needs(school: School, year: str, *, today: date) -> dict[str, str]:
    """Say the two criteria of the text as the needs tell them: the description of the mission begins so."""
    needs = needs_of(school, year)
    figures = needs.figures if needs and needs.figures else year_figures(school, year, today=today)
    workload = [workload_text([(row[0], row[1]) for row in figures])]
    if needs is not None:
        projects = f"Projets : {needs.projects}" if needs.projects else ""
        workload = [needs.appreciation, *workload, projects]
    return {
        "workload": "\n".join(filter(None, workload))[:2000],
        "expertise": needs.expertise if needs is not None else "",
    }


def digital_mission(school: School, year: str) -> ParticularMission | None:
    return _digital(school.pk, year).first()


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
class PartShare:
    """A share of a part on one day; `competence`: in words, empty for whoever may not read it."""

    row: MissionShare
    is_over: bool
    is_later: bool
    is_mine: bool
    is_whole_year: bool
    competence: str
    needs_help: bool


@dataclass(frozen=True)
class PartRow:
    """A part of the mission on one day: what covers it, what it asks for, who takes it."""

    coverage: CoverageRow
    need: PartNeed | None
    shares: list[PartShare]

    @property
    def needed(self) -> str:
        """The competence that it asks for, in words."""
        return Competence(self.need.needed).label if self.need and self.need.needed else ""


@dataclass(frozen=True)
class Matrix:
    """The matrix on one day: kinds with their rows, what is covered by nobody, each person's parts."""

    kinds: list[tuple[Activity, list[PartRow]]]
    uncovered: list[str]
    weight: int
    totals: list[tuple[Person, int]]
    is_empty: bool = False


def part_needs_of(mission: ParticularMission) -> dict[str, PartNeed]:
    """Ask what each part of a mission needs, by its code: one query."""
    needs = PartNeed.objects.for_school(mission.school_id).filter(mission=mission)
    return {need.part: need for need in needs}


def matrix_of(mission: ParticularMission, actor: Actor, today: date) -> Matrix:
    """Make the matrix of a mission: two queries."""
    year, day = year_named(mission.school_year), shown_day(mission, today)
    shares, needs = shares_of(mission), part_needs_of(mission)
    coverage = rows_on(day, [share_input_of(share) for share in shares])
    by_part = defaultdict[str, list[PartShare]](list)
    for share in shares:
        by_part[share.part].append(_part_share(share, needs.get(share.part), actor, year, day))
    rows = {code: PartRow(row, needs.get(code), by_part[code]) for code, row in coverage.items()}
    return Matrix(
        kinds=by_activity(rows),
        uncovered=[part.label for part in uncovered(coverage.values())],
        weight=sum(need.weight for need in needs.values()),
        totals=_totals(shares, needs, day),
        is_empty=not shares,
    )


def _part_share(
    share: MissionShare, need: PartNeed | None, actor: Actor, year: SchoolYear, day: date
) -> PartShare:
    is_read = read_competence(actor, share)
    return PartShare(
        row=share,
        is_over=share.ends_on < day,
        is_later=share.starts_on > day,
        is_mine=share.person_id is not None and share.person_id == actor.person_id,
        is_whole_year=(share.starts_on, share.ends_on) == (year.starts_on, year.ends_on),
        competence=share.get_competence_display() if is_read else "",
        needs_help=is_read and needs_help(need.needed if need else "", share.competence),
    )


def _totals(shares: list[MissionShare], needs: dict[str, PartNeed], day: date) -> list[tuple[Person, int]]:
    people = {share.person_id: share.person for share in shares if share.person}
    weights = {code: need.weight for code, need in needs.items()}
    totals = totals_on(day, [share_input_of(share) for share in shares], weights)
    return [(people[person], percent) for person, percent in totals.items()]


def totals_of(mission: ParticularMission, today: date) -> list[tuple[Person, int]]:
    """Sum each person’s part of the mission, in hundredths, on the day of the matrix: two queries."""
    return _totals(shares_of(mission), part_needs_of(mission), shown_day(mission, today))


def shown_day(mission: ParticularMission, today: date) -> date:
    """Give today, or the first day of a year that has not begun."""
    year = year_named(mission.school_year)
    return min(max(today, year.starts_on), year.ends_on)
