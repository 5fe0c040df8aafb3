"""The year of the allowances as the management reads it: envelope, missions, lines, what remains."""

from dataclasses import dataclass, field
from datetime import date

from fanal.accounts.models import School
from fanal.accounts.rules.law import LegalText
from fanal.allowances.models import CouncilOpinion, ImpEnvelope, ImpProposal, ServiceRelief
from fanal.allowances.reading import proposals as reading
from fanal.allowances.rules.councils import Body, Calendar, bodies, calendar_of, missing
from fanal.allowances.rules.rates import DatedRates, rates_of, units
from fanal.allowances.rules.states import LIVING, ProposalState
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import helps_of
from fanal.year.rules.years import SchoolYear, year_named


@dataclass
class ProposalRow:
    """One proposal, said."""

    proposal: ImpProposal
    rates: DatedRates

    @property
    def rate(self) -> str:
        return f"{units(self.proposal.quarters)}, {self.rates.amount(self.proposal.quarters)}"

    @property
    def tone(self) -> str:
        return self.proposal.tone_and_words[0]

    @property
    def words(self) -> str:
        return self.proposal.tone_and_words[1]


@dataclass
class MissionLines:
    """A mission and what is proposed for it; `quarters` counts the living lines."""

    mission: ParticularMission
    rates: DatedRates
    is_private: bool
    lines: list[ProposalRow] = field(default_factory=list)
    reliefs: list[ServiceRelief] = field(default_factory=list)

    @property
    def quarters(self) -> int:
        return sum(line.proposal.quarters for line in self.lines if line.proposal.state in LIVING)

    @property
    def has_line(self) -> bool:
        """One that lives: a relief is then said beside it (R9)."""
        return any(line.proposal.state in LIVING for line in self.lines)

    def presentable(self, reader: int | None) -> int:
        """How many drafts this reader may present in one press: nobody presents their own.

        Give 0 as long as one of them lacks its person's agreement (R3): they go together.
        """
        drafts = [
            line.proposal
            for line in self.lines
            if line.proposal.is_draft and line.proposal.person_id != reader
        ]
        return len(drafts) if all(line.agreed_on for line in drafts) else 0

    @property
    def total(self) -> str:
        return f"{units(self.quarters)}, {self.rates.amount(self.quarters)}" if self.quarters else ""

    @property
    def helps(self) -> list[tuple[str, LegalText]]:
        return helps_of(self.mission.kind)


@dataclass(frozen=True)
class AllowanceYear:
    """A whole year, six queries whatever its size."""

    school: School
    year: SchoolYear
    gauge: reading.Gauge | None
    missions: list[MissionLines]
    opinions: list[CouncilOpinion]
    awaited: list[Body]
    calendar: Calendar
    waiting: int  # presented, not yet sent
    ready: int  # of these, heard by all
    drafts: int

    @property
    def notified(self) -> str:
        return self.gauge.units_and_amount(self.gauge.envelope.quarters) if self.gauge else ""

    @property
    def taken(self) -> str:
        return self.gauge.units_and_amount(self.gauge.taken) if self.gauge else ""

    @property
    def left(self) -> str:
        return self.gauge.units_and_amount(self.gauge.left) if self.gauge else ""

    @property
    def prepared(self) -> str:
        return self.gauge.units_and_amount(self.gauge.drafts) if self.gauge else ""

    @property
    def unheard(self) -> int:
        """Count the presented ones that wait for an opinion."""
        return self.waiting - self.ready

    @property
    def has_digital(self) -> bool:
        return any(lines.mission.is_digital for lines in self.missions)

    @property
    def has_lines(self) -> bool:
        return any(lines.lines for lines in self.missions)


def _rows_of(envelope: ImpEnvelope, missions: dict[int, MissionLines], today: date) -> list[ImpProposal]:
    """Read the lines with their person alone: their mission and their envelope are known already."""
    rows = reading.lines_of(envelope).select_related(None).select_related("person").with_reach(today)
    lines = list(rows)
    for line in lines:
        line.envelope, line.school = envelope, envelope.school
        line.mission = missions[line.mission_id].mission
    return lines


def allowance_year(school: School, year: str, *, today: date) -> AllowanceYear:
    rates, is_private = rates_of(year_named(year)), school.status == School.Status.PRIVATE
    envelope = reading.envelope_of(school, year)
    if envelope:
        envelope.school = school
    missions = {
        mission.pk: MissionLines(mission, rates, is_private) for mission in reading.missions_of(school, year)
    }
    rows = _rows_of(envelope, missions, today) if envelope else []
    for row in rows:
        missions[row.mission_id].lines.append(ProposalRow(row, rates))
    for relief in reading.reliefs_of(school, year):
        missions[relief.mission_id].reliefs.append(relief)
    waiting = [row for row in rows if row.state == ProposalState.TO_PRESENT]
    ready = [row for row in waiting if not missing(row.heard_by, is_private=is_private)]
    awaited = [
        body for body in bodies(is_private=is_private) if any(body not in row.heard_by for row in waiting)
    ]
    return AllowanceYear(
        school,
        year_named(year),
        reading.gauge_of(envelope, rows) if envelope else None,
        list(missions.values()),
        reading.opinions_of(school, year),
        awaited,
        calendar_of(year_named(year), today=today),
        len(waiting),
        len(ready),
        sum(row.is_draft for row in rows),
    )
