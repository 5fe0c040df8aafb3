"""The allowances of the demonstration: nine and a half IMP, the mission shared by two référents.

Proposed last spring, heard, decided in July; one line waits for a teacher's agreement, and one, presented
since, for the opinions of the councils.
"""

from datetime import date

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.allowances.actions import envelope as envelopes
from fanal.allowances.actions import opinion, proposal
from fanal.allowances.models import ImpEnvelope
from fanal.allowances.rules.councils import Body, Opinion
from fanal.allowances.rules.instalments import NOVEMBER
from fanal.allowances.rules.proposing import StaffStanding
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.missions.actions.particular_mission import MissionInput, add_mission
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import MissionKind
from fanal.year.rules.years import year_of

QUARTERS = 38
WORKLOAD = (
    "Servir 600 élèves et 48 enseignants : 210 équipements, 14 services en ligne, 160 demandes sur deux ans."
)
EXPERTISE = "Administration de l’ENT et du GAR, premier diagnostic, formation, protection des données."
MISSIONS = (
    (MissionKind.DIGITAL, "Référent numérique", True),
    (MissionKind.EPS, "Coordination de l’EPS", True),
    (MissionKind.DISCIPLINE, "Coordination de discipline", True),
    (MissionKind.LEVEL, "Coordination de niveau", True),
    (MissionKind.CULTURE, "Référent culture", True),
)


@register(STORY, "allowances")
def share_the_envelope(story: Story) -> None:
    year, people = year_of(story.today), story.people
    head = actor_of(people["head"], Role.HEAD)
    spring, summer = date(year.first, 4, 6), date(year.first, 7, 2)
    with scope(story.school):
        named = {person.pk for person in people.values()}
        others = [
            teacher for teacher in story.teachers if teacher.pk not in named and teacher.left_on is None
        ][:7]
        notified = envelopes.Notified(QUARTERS, date(year.first, 1, 28), "Notification de la DHG", NOVEMBER)
        envelope = envelopes.note_envelope(story.school, year.label, notified, by=head)
        made = [_mission(story, year.label, kind, title, first, head) for kind, title, first in MISSIONS]
        lines = [
            (made[0], people["digital_lead"], 8, "Services en ligne et équipement"),
            (made[0], people["second_lead"], 4, "Accompagnement des enseignants"),
            (made[1], others[0], 8, ""),
            *((made[2], teacher, 2, "") for teacher in others[1:5]),
            (made[3], others[5], 2, ""),
        ]
        for mission, person, quarters, task in lines:
            _propose(
                envelope,
                proposal.ProposalInput(mission, person, quarters, StaffStanding.TEACHER, task),
                spring,
                head,
            )
        _hear(envelope, year.first, head)
        proposal.send_proposals(envelope, by=head)
        for line in envelope.proposals.all():
            proposal.record_decision(
                line, accepted=True, decided_on=summer, quarters=line.quarters, today=story.today, by=head
            )
        late = proposal.ProposalInput(made[4], people["teacher"], 4, StaffStanding.TEACHER)
        proposal.prepare_proposal(envelope, late, today=story.today, by=head)
        since = proposal.ProposalInput(made[3], others[6], 2, StaffStanding.TEACHER)
        _propose(envelope, since, story.today, head)


def _mission(
    story: Story, year: str, kind: MissionKind, title: str, first: bool, head: Actor
) -> ParticularMission:
    is_digital = kind == MissionKind.DIGITAL
    description = MissionInput(kind, title, first, WORKLOAD * is_digital, EXPERTISE * is_digital)
    return add_mission(story.school, year, description, by=head)


def _propose(envelope: ImpEnvelope, draft: proposal.ProposalInput, day: date, head: Actor) -> None:
    line = proposal.prepare_proposal(envelope, draft, today=day, by=head)
    proposal.record_agreement(line, day, today=day, by=head)
    proposal.present_proposal(line, today=day, by=head)


def _hear(envelope: ImpEnvelope, first: int, head: Actor) -> None:
    sessions = (
        (Body.PEDAGOGICAL, date(first, 5, 18), (None, None, None)),
        (Body.BOARD, date(first, 6, 22), (14, 2, 3)),
    )
    for body, day, votes in sessions:
        opinion_input = opinion.OpinionInput(body, day, Opinion.FAVOURABLE, votes)
        opinion.record_opinion(envelope, opinion_input, today=day, by=head)
