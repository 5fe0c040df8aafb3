"""What the rules need to know of a line before they speak, and the whole of a year for the page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.roles import Role
from fanal.allowances.models import CouncilOpinion, ImpEnvelope, ImpProposal, ServiceRelief
from fanal.allowances.models.proposal import ImpProposalQuerySet
from fanal.allowances.rules.councils import Body, Session
from fanal.allowances.rules.proposing import ProposedLine, StaffStanding
from fanal.allowances.rules.rates import DatedRates, rates_of, units
from fanal.allowances.rules.standing import standing_of
from fanal.allowances.rules.states import COMMITTED, LIVING
from fanal.missions.models import ParticularMission
from fanal.year.rules.years import year_named


def envelope_of(school: School, year: str) -> ImpEnvelope | None:
    return ImpEnvelope.objects.for_school(school).filter(school_year=year).first()


def missions_of(school: School, year: str) -> QuerySet[ParticularMission]:
    return ParticularMission.objects.for_school(school).of_year(year).in_order()


def lines_of(envelope: ImpEnvelope) -> ImpProposalQuerySet:
    """Ask for all the lines of a year, the mission and the person with each; one query."""
    rows: ImpProposalQuerySet = ImpProposal.objects.for_school(envelope.school_id).filter(envelope=envelope)
    rows = rows.select_related("mission", "person", "envelope", "school")
    return rows.order_by("mission__number", "number")


def reliefs_of(school: School, year: str) -> QuerySet[ServiceRelief]:
    rows = ServiceRelief.objects.for_school(school).filter(mission__school_year=year)
    return rows.select_related("mission", "person", "school").order_by("mission__number", "pk")


def has_allowance(mission: ParticularMission) -> bool:
    """One that lives: what was refused or withdrawn is none."""
    rows = ImpProposal.objects.for_school(mission.school_id).filter(mission=mission)
    return bool(rows.living().exists())


def opinions_of(school: School, year: str) -> list[CouncilOpinion]:
    rows = CouncilOpinion.objects.for_school(school).filter(school_year=year)
    return list(rows.order_by("held_on", "pk"))


def sessions_of(school: School, year: str) -> list[Session]:
    """List each body with its day, in the order of the days."""
    return [(Body(opinion.body), opinion.held_on) for opinion in opinions_of(school, year)]


def proposed_line_of(line: ImpProposal, envelope: ImpEnvelope, *, today: date) -> ProposedLine:
    """Read the line as the rules take it, among the other living lines of its year (two queries)."""
    others = ImpProposal.objects.for_school(line.school_id).filter(envelope=envelope).exclude(pk=line.pk)
    living, committed = Q(state__in=LIVING), Q(state__in=COMMITTED)
    theirs, same = Q(person=line.person_id), Q(mission=line.mission_id)
    totals = others.aggregate(
        taken=Sum("quarters", filter=committed, default=0),
        others=Sum("quarters", filter=living & theirs & ~same, default=0),
        shared=Sum("quarters", filter=living & same, default=0),
        mission_others=Sum("quarters", filter=living & same & theirs, default=0),
    )
    reliefs = ServiceRelief.objects.for_school(line.school_id).counting()
    missions_with_relief = list(
        reliefs.filter(
            Q(mission=line.mission_id) | theirs, mission__school_year=envelope.school_year
        ).values_list("mission_id", flat=True)
    )
    return ProposedLine(
        quarters=line.quarters,
        standing=StaffStanding(line.standing),
        agreed=line.agreed_on is not None,
        declined=line.declined_on is not None,
        remaining=envelope.quarters - totals["taken"],
        is_digital=line.mission.is_digital,
        today=today,
        year=year_named(envelope.school_year),
        others=totals["others"],
        mission=totals["shared"],
        mission_others=totals["mission_others"],
        has_relief=line.mission_id in missions_with_relief,
        other_relief=any(mission_id != line.mission_id for mission_id in missions_with_relief),
        has_pacte=line.has_pacte,
        reason=line.mission.reason,
        is_private=envelope.school.status == School.Status.PRIVATE,
    )


def standing_known(person: Person, today: date) -> StaffStanding | None:
    """Read it from their job and their roles of that day; None when they tell nothing."""
    memberships = Membership.objects.for_school(person.school_id).valid_on(today).filter(person=person)
    roles = {role for held_roles in memberships.values_list("roles", flat=True) for role in held_roles}
    return standing_of(
        person.job, teaches=bool(roles & {Role.TEACHER, Role.DIGITAL_LEAD}), is_staff=bool(roles)
    )


@dataclass(frozen=True)
class Gauge:
    """What is notified, taken and left, in quarters; `drafts` is what is only being prepared."""

    envelope: ImpEnvelope
    taken: int
    drafts: int
    rates: DatedRates

    @property
    def left(self) -> int:
        return self.envelope.quarters - self.taken

    @property
    def after_drafts(self) -> int:
        return self.left - self.drafts

    def units_and_amount(self, quarters: int) -> str:
        """« 2 IMP, 2 500,00 € »."""
        if quarters < 0:
            return f"{units(-quarters)} de trop"
        return f"{units(quarters)}, {self.rates.amount(quarters)}"


def gauge_of(envelope: ImpEnvelope, lines: list[ImpProposal]) -> Gauge:
    """Counted on the lines already read."""
    taken = sum(line.quarters for line in lines if line.state in COMMITTED)
    drafts = sum(line.quarters for line in lines if line.is_draft)
    return Gauge(envelope, taken, drafts, rates_of(year_named(envelope.school_year)))
