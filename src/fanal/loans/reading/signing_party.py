"""On whose side is a loan signed, and what is known of them?"""

from datetime import date

from fanal.directory.models import Pupil
from fanal.loans.models import Loan
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.signer import SigningParty, is_of_age


def party_of(loan: Loan, today: date) -> SigningParty:
    """On whose side it is signed; a pupil whose record is gone has no known age."""
    born = loan.pupil.born if loan.pupil is not None else None
    kind, guardians = BorrowerKind(loan.borrower_kind), [one.name for one in loan.named_guardians]
    return SigningParty(kind, is_of_age(born, today), loan.for_pupil or loan.borrower, guardians)


def party_of_pupil(pupil: Pupil, today: date) -> SigningParty:
    """Who signs for this pupil, whatever they borrowed: the guardians are those of their last loan."""
    name = f"{pupil.given_name} {pupil.family_name}"
    loans = Loan.objects.for_school(pupil.school_id).filter(pupil=pupil, guardians__isnull=False)
    last = loans.order_by("-number").first()
    guardians = [one.name for one in last.named_guardians] if last else []
    return SigningParty(BorrowerKind.PUPIL, is_of_age(pupil.born, today), name, guardians)
