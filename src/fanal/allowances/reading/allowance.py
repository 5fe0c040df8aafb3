"""The year of the allowances as the management reads it: envelope, missions, lines, what remains."""

from dataclasses import dataclass, field
from datetime import date

from fanal.accounts.models import School
from fanal.accounts.rules.law import LegalText
from fanal.accounts.rules.years import SchoolYear, year_named
from fanal.allowances.models import CouncilOpinion, ImpProposal, ServiceRelief
from fanal.allowances.reading import proposals as reading
from fanal.allowances.rules.councils import Body, Calendar, bodies, calendar_of, missing
from fanal.allowances.rules.rates import DatedRates, rates_of, units
from fanal.allowances.rules.relief import COUNTING
from fanal.allowances.rules.states import LIVING, ProposalState
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import helps_of


@dataclass
class ProposalRow:
    """One proposal, said."""

    row: ImpProposal
    rates: DatedRates

    @property
    def rate(self) -> str:
        return f"{units(self.row.quarters)}, {self.rates.said(self.row.quarters)}"

    @property
    def tone(self) -> str:
        return self.row.tone_and_words[0]

    @property
    def words(self) -> str:
        return self.row.tone_and_words[1]


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
        return sum(line.row.quarters for line in self.lines if line.row.state in LIVING)

    @property
    def has_line(self) -> bool:
        """One that lives: what was refused or withdrawn leaves room for a relief (R9)."""
        return any(line.row.state in LIVING for line in self.lines)

    @property
    def may_be_relieved(self) -> bool:
        """No board of a private school under contract can propose it."""
        return not self.has_line and not self.is_private

    @property
    def has_relief(self) -> bool:
        return any(relief.state in COUNTING for relief in self.reliefs)

    def presentable(self, reader: int | None) -> int:
        """How many drafts this reader may present in one press: nobody presents their own.

        None as long as one of them has not its person's agreement (R3): they go together.
        """
        drafts = [line.row for line in self.lines if line.row.is_draft and line.row.person_id != reader]
        return len(drafts) if all(line.agreed_on for line in drafts) else 0

    @property
    def total(self) -> str:
        return f"{units(self.quarters)}, {self.rates.said(self.quarters)}" if self.quarters else ""

    @property
    def helps(self) -> list[tuple[str, LegalText]]:
        return helps_of(self.mission.kind, is_private=self.is_private)


@dataclass(frozen=True)
class AllowancesPage:
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
        return self.gauge.said(self.gauge.envelope.quarters) if self.gauge else ""

    @property
    def taken(self) -> str:
        return self.gauge.said(self.gauge.taken) if self.gauge else ""

    @property
    def left(self) -> str:
        return self.gauge.said(self.gauge.left) if self.gauge else ""

    @property
    def prepared(self) -> str:
        return self.gauge.said(self.gauge.drafts) if self.gauge else ""

    @property
    def has_digital(self) -> bool:
        return any(lines.mission.is_digital for lines in self.missions)

    @property
    def has_lines(self) -> bool:
        return any(lines.lines for lines in self.missions)


def page_of(school: School, year: str, *, today: date) -> AllowancesPage:
    rates, is_private = rates_of(year_named(year)), school.status == School.Status.PRIVATE
    envelope = reading.envelope_of(school, year)
    missions = {
        mission.pk: MissionLines(mission, rates, is_private) for mission in reading.missions_of(school, year)
    }
    rows = list(reading.lines_of(envelope).with_reach(today)) if envelope else []
    for row in rows:
        missions[row.mission_id].lines.append(ProposalRow(row, rates))
    for relief in reading.reliefs_of(school, year):
        missions[relief.mission_id].reliefs.append(relief)
    waiting = [row for row in rows if row.state == ProposalState.TO_PRESENT]
    ready = [row for row in waiting if not missing(row.heard_by, is_private=is_private)]
    awaited = [
        body for body in bodies(is_private=is_private) if any(body not in row.heard_by for row in waiting)
    ]
    return AllowancesPage(
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
