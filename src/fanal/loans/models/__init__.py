"""A loan, what it lends, whom to write to, its signatures and photos; the text that a school has signed."""

from fanal.loans.models.agreement import AgreementTerms
from fanal.loans.models.item import LoanItem
from fanal.loans.models.loan import Guardian, Loan
from fanal.loans.models.photo import LoanPhoto
from fanal.loans.models.signature import LoanSignature

__all__ = ["AgreementTerms", "Guardian", "Loan", "LoanItem", "LoanPhoto", "LoanSignature"]
