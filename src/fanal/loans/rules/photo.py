"""When may a photo of the state be joined to a loan, and for which of its two moments?"""

from enum import StrEnum

from fanal.loans.rules.loan import LoanState


class PhotoMoment(StrEnum):
    """What a photo shows: how it left, or how it came back."""

    OUT = "out"
    BACK = "back"


PHOTO_LABELS = {PhotoMoment.OUT: "À la remise", PhotoMoment.BACK: "Au retour"}


def photo_refusals(moment: PhotoMoment, state: str, *, is_erased: bool) -> list[str]:
    """Why no photo of this moment is taken now. `is_erased`: the names of the loan are gone."""
    if is_erased or state == LoanState.CANCELLED:
        return ["Ce prêt est terminé : on n’y joint plus de photo."]
    if moment is PhotoMoment.OUT and state == LoanState.CLOSED:
        return ["Le matériel est déjà revenu : une photo prise maintenant est une photo du retour."]
    if moment is PhotoMoment.BACK and state == LoanState.PREPARED:
        return ["Le matériel n’est pas encore remis : une photo prise maintenant est celle de la remise."]
    return []
