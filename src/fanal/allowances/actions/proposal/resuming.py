"""The missions of the year before are taken up: people, rates, tasks and codes, never an agreement (R3)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.allowances.actions.proposal.lines import ProposalInput, prepare_proposal
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.reading.resuming import ResumableLine, past_lines, same_mission
from fanal.allowances.rules.proposing import StaffStanding
from fanal.core.errors import RuleBroken
from fanal.missions.actions.particular_mission import MissionInput, add_mission
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions
from fanal.missions.rules.particular_mission import MissionKind

CHANGED = "Les lignes de l’an dernier ont changé pendant que vous choisissiez : rouvrez la page."


@transaction.atomic
def resume_lines(
    envelope: ImpEnvelope, numbers: Collection[int], *, today: date, by: Actor
) -> list[ImpProposal]:
    """The lines of the year before with these numbers, as drafts; a mission that is missing is added."""
    require(keep_missions, by, None)
    School.objects.held(envelope.school_id)
    envelope = ImpEnvelope.objects.for_school(envelope.school_id).select_related("school").locked(envelope.pk)
    past = {
        line.proposal.number: line for line in past_lines(envelope.school, envelope.school_year, by.person_id)
    }
    if not set(numbers) <= past.keys():
        raise RuleBroken(CHANGED)
    lines = [past[number] for number in past if number in numbers]
    if stops := [f"{line.person} : {line.refusal}." for line in lines if line.refusal]:
        raise RuleBroken(stops)
    missions = ParticularMission.objects.for_school(envelope.school_id).of_year(envelope.school_year)
    known = {same_mission(mission): mission for mission in missions.order_by("-number")}
    proposals = []
    for line in lines:
        mission = known.get(same_mission(line.proposal.mission)) or _take_up(
            envelope, line.proposal.mission, by
        )
        known[same_mission(mission)] = mission
        proposals.append(prepare_proposal(envelope, _draft(line, mission), today=today, by=by))
    return proposals


def _take_up(envelope: ImpEnvelope, last: ParticularMission, by: Actor) -> ParticularMission:
    """Without its motive, which was written for the sums of that year."""
    description = MissionInput(
        MissionKind(last.kind),
        last.title,
        last.has_priority,
        last.workload,
        last.expertise,
        code=last.code,
    )
    return add_mission(envelope.school, envelope.school_year, description, by=by)


def _draft(past: ResumableLine, mission: ParticularMission) -> ProposalInput:
    """Nothing of the answer; a Pacte is declared for one year."""
    last = past.proposal
    standing = StaffStanding(last.standing)
    return ProposalInput(mission, past.person, last.quarters, standing, last.task, last.is_whole_year)
