"""The loans of a page with their machines, and what a class has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.text.french import counted
from fanal.directory.models import Pupil
from fanal.directory.reading.pupils import pupils_of
from fanal.loans.models import Loan, LoanItem
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.loan import LoanState, Outcome, named_words
from fanal.year.rules.years import year_of

TELLING = (Outcome.STOLEN, Outcome.LOST, Outcome.DAMAGED, Outcome.OWNED)  # the first tells the end
OWN = Q(loan__borrower_kind=BorrowerKind.PUPIL)  # what a family has is none of the pupil's tablets


@dataclass(frozen=True)
class LoanRow:
    """One line of a list."""

    loan: Loan
    machines: str
    left: str
    state: str
    tone: str

    @property
    def number(self) -> str:
        return str(self.loan.number)

    @property
    def about(self) -> str:
        """« famille de Zoé MARTIN · 6e A · n° 12 »."""
        parts = [self.loan.family_words, self.loan.class_code, f"n° {self.number}"]
        return " · ".join(filter(None, parts))


def rows_of(school: School, loans: Iterable[Loan], today: date) -> list[LoanRow]:
    """The lines of these loans, with their machines (one question): of a cancelled loan, all that it had."""
    shown = list(loans)
    cancelled = {loan.pk for loan in shown if loan.state == LoanState.CANCELLED}
    items: dict[int, list[LoanItem]] = defaultdict(list)
    every = LoanItem.objects.for_school(school).filter(loan__in=shown).select_related("equipment")
    named = every.only("loan", "outcome", "complaint", "equipment__name", "equipment__state")
    for item in named.order_by("pk"):
        if item.outcome != Outcome.CANCELLED or item.loan_id in cancelled:
            items[item.loan_id].append(item)
    return [row_of(loan, items[loan.pk], today) for loan in shown]


def row_of(loan: Loan, items: list[LoanItem], today: date) -> LoanRow:
    """One loan with its machines, as a line and a page tell them."""
    out = [item for item in items if item.outcome == Outcome.OUT]
    named = [item.equipment.name for item in (out if loan.is_open else items)]
    machines = named_words(named)
    to_return = f"{len(out)} à rendre sur {len(items)}" if 0 < len(out) < len(items) else ""
    gone = sum(bool(item.gone_words) for item in out) if loan.is_open else 0
    lost = counted(gone, "perdu ou volé", "perdus ou volés") if gone else ""
    complaint = "plainte à venir" if any(item.lacks_complaint for item in items) else ""
    left = " · ".join(filter(None, [to_return, lost, complaint]))
    telling = min((item for item in items if item.outcome in TELLING), key=_rank, default=None)
    if telling is not None and not loan.is_open:
        return LoanRow(loan, machines, left, telling.get_outcome_display(), telling.tone)
    return LoanRow(loan, machines, left, loan.state_words_on(today), loan.tone_on(today))


def _rank(item: LoanItem) -> int:
    return TELLING.index(Outcome(item.outcome))


@dataclass(frozen=True)
class SittingRow:
    """One pupil of a class, and what they have already."""

    pupil: Any
    held: list[LoanItem]

    @property
    def loan(self) -> Loan | None:
        return self.held[0].loan if self.held else None


def sitting_of(member: Member, class_code: str, today: date) -> list[SittingRow]:
    """The pupils of a class by name, with what is lent to each (two questions)."""
    school = member.school
    pupils = list(pupils_of(school, year_of(today), today=today, class_code=class_code))
    held: dict[int, list[LoanItem]] = defaultdict(list)
    rows = LoanItem.objects.for_school(school).out().filter(OWN, loan__pupil__in=pupils)
    for item in rows.select_related("equipment", "loan"):
        if item.loan.pupil_id is not None:
            held[item.loan.pupil_id].append(item)
    return [SittingRow(pupil, held[pupil.pk]) for pupil in pupils]


def held_by(pupil: Pupil) -> list[LoanItem]:
    rows = LoanItem.objects.for_school(pupil.school_id).out().filter(OWN, loan__pupil=pupil)
    return list(rows.select_related("equipment", "loan"))


def lent_words(pupil: Pupil) -> list[str]:
    """« T-01 (prêt n° 12) », of each machine that they have, or that is kept for them."""
    return [f"{item} (prêt n° {item.loan.number})" for item in held_by(pupil)]
