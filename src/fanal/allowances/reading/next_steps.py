"""What the year of the allowances waits for, and from whom: counted on the lines already read."""

from dataclasses import dataclass
from datetime import date

from fanal.accounts.models.member import Actor
from fanal.allowances.models import ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.allowance import AllowanceYear
from fanal.allowances.reading.resuming import past_lines


@dataclass(frozen=True)
class NextSteps:
    """Numbers of lines, `resumable` those of the year before; `reminded`: people who would be written to."""

    before: str
    has_envelope: bool
    resumable: int
    awaited: int
    to_record: int
    reminded: int
    are_all_reminded: bool
    agreed: int
    is_over: bool  # the agreed ones ask for more than what is left
    to_decide: int

    @property
    def resuming(self) -> str:
        if self.has_envelope:
            return f"Personnes, taux et codes de {self.before} ; les accords sont redemandés"
        return f"Saisissez d’abord l’enveloppe : les lignes de {self.before} se reprennent ensuite d’un geste"

    @property
    def awaiting(self) -> str:
        asked = "Redemandé par courriel aujourd’hui. " if self.are_all_reminded else ""
        return f"{asked}Une ligne n’est présentée qu’avec l’accord de sa personne"

    @property
    def presenting(self) -> str:
        if self.is_over:
            return "Plus que ce qui reste de l’enveloppe : corrigez-la, ou retirez une ligne"
        return "Présentées, elles prennent leur part de l’enveloppe"

    @property
    def is_quiet(self) -> bool:
        return not (self.resumable or self.awaited or self.agreed or self.to_decide)


def next_steps(allowances: AllowanceYear, actor: Actor, today: date) -> NextSteps:
    """No query when the year has lines, three of the year before when it has none."""
    lines = [line.proposal for mission in allowances.missions for line in mission.lines]
    past = [] if lines else past_lines(allowances.school, allowances.year.label, actor.person_id)
    awaited = [line for line in lines if line.awaits_answer]
    reached = [line for line in awaited if line.is_reached and policies.remind_of_agreement(actor, line)]
    written_to = {line.person_id for line in lines if line.reminded_on == today}
    asked = {line.person_id for line in reached} - written_to
    agreed = [line for line in lines if line.agreed_on and policies.present_proposal(actor, line)]
    return NextSteps(
        before=allowances.year.previous.label,
        has_envelope=allowances.gauge is not None,
        resumable=sum(not line.refusal for line in past),
        awaited=len(awaited),
        to_record=sum(policies.record_agreement(actor, line) for line in awaited),
        reminded=len(asked),
        are_all_reminded=bool(reached) and not asked,
        agreed=len(agreed),
        is_over=allowances.gauge is not None and _quarters(agreed) > allowances.gauge.left,
        to_decide=sum(policies.record_decision(actor, line) for line in lines),
    )


def _quarters(lines: list[ImpProposal]) -> int:
    return sum(line.quarters for line in lines)
