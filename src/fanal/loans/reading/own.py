"""What does somebody have of the school: lent by an agreement, or entrusted by a machine's record?"""

from dataclasses import dataclass
from datetime import date

from fanal.accounts.models.member import Member
from fanal.equipment.models import Equipment
from fanal.equipment.reading.custody import in_the_hands_of
from fanal.equipment.rules.kinds import KIND_ICONS
from fanal.loans.models import LoanItem
from fanal.loans.models.loan import Loan
from fanal.loans.rules.loan import LoanState


@dataclass(frozen=True)
class OwnMachine:
    """`loan`: its agreement, none for what a record entrusts. `has_page`: its record may be read."""

    machine: Equipment
    loan: Loan | None
    state: str
    tone: str
    has_page: bool

    @property
    def icon(self) -> str:
        return KIND_ICONS[self.machine.type.kind]


def own_machines(member: Member, today: date) -> list[OwnMachine]:
    """By name, as « Demander de l’aide » offers them (three questions)."""
    if member.person is None:
        return []
    rows = Equipment.objects.for_school(member.school).present().filter(in_the_hands_of(member.person))
    machines = list(rows.select_related("type", "holder").order_by("name", "pk"))
    lent = LoanItem.objects.for_school(member.school).out().filter(loan__person=member.person)
    loans = {item.equipment_id: item.loan for item in lent.select_related("loan").defer("loan__agreement")}
    keys = [machine.pk for machine in machines]
    read = set(Equipment.objects.visible_to(member).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        OwnMachine(machine, loans.get(machine.pk), *state, machine.pk in read)
        for machine in machines
        for state in (_state(machine, member, loans.get(machine.pk), today),)
    ]


def _state(machine: Equipment, member: Member, loan: Loan | None, today: date) -> tuple[str, str]:
    if loan is None:
        return ("Confié" if machine.holder == member.person else "Prêté"), ""
    is_usual = loan.state == LoanState.OUT and not loan.is_late_on(today)
    return ("Prêté" if is_usual else loan.state_words_on(today)), loan.tone_on(today)
