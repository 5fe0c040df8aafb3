"""One loan as its page shows it: its machines, its agreement and its photos, what is still to be done."""

from dataclasses import dataclass
from datetime import date

from fanal.core.pages.page import Page
from fanal.loans.models import Guardian, Loan, LoanItem, LoanSignature
from fanal.loans.reading.agreement import missing_signatures
from fanal.loans.reading.agreement_blanks import blanks_of, owners_ahead
from fanal.loans.reading.lists import LoanRow, row_of
from fanal.loans.reading.photos import PhotoColumn, photo_columns
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.loan import LoanState, Outcome


@dataclass(frozen=True, kw_only=True)
class LoanPage(Page):
    """One loan; `row`: as a list tells it.

    `undoable`: the keys of the machines whose return may be said to be a mistake; `missing`: how many
    signatures; `sheet_signer`: who signs the hand-over sheet of a machine that was exchanged.
    """

    template = "loans/loan_page.html"

    loan: Loan
    row: LoanRow
    items: list[LoanItem]
    undoable: list[int]
    columns: list[PhotoColumn]
    missing: int
    owners: str
    blanks: list[str]
    sheet_signer: str
    is_late: bool
    reasons: list[str]

    @property
    def guardians(self) -> list[Guardian]:
        return self.loan.named_guardians

    @property
    def signatures(self) -> list[LoanSignature]:
        return self.loan.given_signatures

    @property
    def owned(self) -> bool:
        """Whether something of it became the pupil's own."""
        return any(item.outcome == Outcome.OWNED for item in self.items)


def loan_page_of(loan: Loan, today: date, reasons: list[str]) -> LoanPage:
    items = list(loan.items.with_machine().select_related("equipment__type", "replaced_by__equipment"))
    undoable = [item.pk for item in items if item.can_undo_on(today)] if loan.borrower else []
    return LoanPage(
        loan=loan,
        row=row_of(loan, items, today),
        items=items,
        undoable=undoable,
        columns=photo_columns(loan, items),
        missing=missing_signatures(loan, today),
        owners=owners_ahead(loan),
        blanks=blanks_of(loan, today),
        sheet_signer=_sheet_signer(loan, items, today),
        is_late=loan.is_late_on(today),
        reasons=reasons,
    )


def _sheet_signer(loan: Loan, items: list[LoanItem], today: date) -> str:
    """Who signs the hand-over sheet of a machine that was exchanged; empty without one."""
    is_exchanged = any(item.replaces_id and item.outcome == Outcome.OUT for item in items)
    return party_of(loan, today).place_words if is_exchanged and loan.state == LoanState.OUT else ""
