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
    """`item`: as it was lent, none for what a record entrusts. `has_page`: its record may be read."""

    machine: Equipment
    item: LoanItem | None
    state: str
    tone: str
    has_page: bool

    @property
    def loan(self) -> Loan | None:
        return self.item.loan if self.item else None

    @property
    def accessories(self) -> str:
        return self.item.accessories if self.item else ""

    @property
    def with_whom(self) -> str:
        """« Mme Nomba », who prepared the loan: with her one signs, to her one gives back."""
        maker = self.loan.made_by if self.loan and self.loan.made_by_id != self.loan.person_id else None
        return maker.polite_name if maker and not maker.left_on else "le référent numérique"

    @property
    def is_to_sign(self) -> bool:
        return self.loan is not None and self.loan.signed_on is None

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
    named = lent.select_related("loan__made_by").defer("loan__agreement")
    items = {item.equipment_id: item for item in named}
    keys = [machine.pk for machine in machines]
    read = set(Equipment.objects.visible_to(member).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        OwnMachine(machine, item, *_state(machine, member, item, today), machine.pk in read)
        for machine in machines
        for item in (items.get(machine.pk),)
    ]


def _state(machine: Equipment, member: Member, item: LoanItem | None, today: date) -> tuple[str, str]:
    if item is None:
        return ("Confié" if machine.holder == member.person else "Prêté"), ""
    loan = item.loan
    is_usual = loan.state == LoanState.OUT and not loan.is_late_on(today)
    return ("Prêté" if is_usual else loan.state_words_on(today)), loan.tone_on(today)
