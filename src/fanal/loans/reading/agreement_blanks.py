"""What an agreement that nobody signed yet will say of the owner, and what it will leave blank."""

from datetime import date

from fanal.loans.models import Loan
from fanal.loans.reading.agreement_fields import lacks_delegate, lent_items, owner_name, owners_words, text_of
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.agreement import (
    ACT,
    GUARDIANS,
    OWNER,
    UNSAID,
    AgreementText,
    in_words,
    names_field,
)


def is_ahead(loan: Loan) -> bool:
    """Whether its text may still change: it is open, and nobody signed it."""
    return loan.is_open and not loan.agreement


def owners_ahead(loan: Loan) -> str:
    """Whom its text will name as owner; empty where it names none, nobody is known, or it is signed."""
    if not is_ahead(loan):
        return ""
    text = text_of(loan.school, loan.borrower_kind)
    if not names_field(OWNER, text.title, text.body):
        return ""
    words = owners_words(loan, lent_items(loan), UNSAID)
    return "" if words == UNSAID else words


def blanks_of(loan: Loan, today: date) -> list[str]:
    """What nobody noted of what its text names, each with where it is noted."""
    if not is_ahead(loan):
        return []
    text = text_of(loan.school, loan.borrower_kind)
    of_fields = {ACT: _no_act(loan, text), OWNER: _no_owner(loan), GUARDIANS: _no_guardian(loan, today)}
    blanks = [words for field, words in of_fields.items() if names_field(field, text.title, text.body)]
    if lacks_delegate(loan.school, today):
        blanks.append("le délégué à la protection des données (les réglages de l’établissement)")
    return [words for words in blanks if words]


def _no_act(loan: Loan, text: AgreementText) -> str:
    """No text that was read asks a private school for an act."""
    is_said = loan.school.is_private or (text.act_number and text.act_on)
    return "" if is_said else "l’acte qui autorise ces prêts (« Convention », en haut de la liste des prêts)"


def _no_owner(loan: Loan) -> str:
    owned = [(item, owner_name(loan.school, item.equipment)) for item in lent_items(loan)]
    unknown = [str(item) for item, owner in owned if not owner]
    return f"le propriétaire de {in_words(unknown)} (la fiche du matériel)" if unknown else ""


def _no_guardian(loan: Loan, today: date) -> str:
    """A pupil of age signs alone, and needs none."""
    is_said = loan.named_guardians or party_of(loan, today).of_age
    return "" if is_said else "les responsables (la page du prêt)"
