"""The lines of the year before, each with what keeps it from being taken up, if anything."""

from dataclasses import dataclass

from fanal.accounts.models import Person, School
from fanal.allowances.models import ImpProposal, ServiceRelief
from fanal.allowances.rules.proposing import StaffStanding
from fanal.allowances.rules.rates import rates_of, units
from fanal.allowances.rules.resuming import PastLine, refusal
from fanal.missions.models import ParticularMission
from fanal.missions.rules.words import texts_of
from fanal.year.rules.years import year_named


@dataclass(frozen=True)
class ResumableLine:
    """A line of last year; `refusal` is empty when it may be taken up."""

    proposal: ImpProposal
    person: Person
    refusal: str

    @property
    def label(self) -> str:
        """« Morvan Claire : Référent numérique, accompagnement – 1 IMP »."""
        return f"{self.person} : {self.proposal.about}, {units(self.proposal.quarters)}"


def same_mission(mission: ParticularMission) -> tuple[str, str]:
    """Give what tells a mission from the others of its year: the digital one is alone of its kind."""
    return (mission.kind, "" if mission.is_digital else mission.title)


def past_lines(school: School, year: str, reader: int | None) -> list[ResumableLine]:
    """List those that the councils had in the year before `year` (three queries)."""
    proposals = (
        ImpProposal.objects.for_school(school)
        .select_related("mission", "person")
        .order_by("mission__number", "number")
    )
    before = proposals.committed().filter(envelope__school_year=year_named(year).previous.label)
    there = {
        (*same_mission(line.mission), line.person_id, line.task)
        for line in proposals.living().filter(envelope__school_year=year)
    }
    relieved = {
        same_mission(relief.mission)
        for relief in ServiceRelief.objects.for_school(school)
        .counting()
        .filter(mission__school_year=year)
        .select_related("mission")
    }
    rates = rates_of(year_named(year))
    texts = texts_of(is_private=school.status == School.Status.PRIVATE)
    lines = []
    for row in before:
        if row.person is None:
            continue
        past = PastLine(
            row.quarters,
            StaffStanding(row.standing),
            is_here=row.person.left_on is None,
            is_own=row.person_id == reader,
            is_there=(*same_mission(row.mission), row.person_id, row.task) in there,
            has_relief=same_mission(row.mission) in relieved,
        )
        lines.append(ResumableLine(row, row.person, refusal(past, rates, texts)))
    return lines
