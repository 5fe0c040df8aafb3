"""When may a photo of the state be joined to a loan, for which of its two moments, or taken away?"""

from collections.abc import Collection
from enum import StrEnum

from fanal.loans.rules.loan import LoanState, Outcome


class PhotoMoment(StrEnum):
    """What a photo shows: how it left, or how it came back."""

    OUT = "out"
    BACK = "back"


PHOTO_LABELS = {PhotoMoment.OUT: "À la remise", PhotoMoment.BACK: "Au retour"}
HARMED = {Outcome.DAMAGED, Outcome.LOST, Outcome.STOLEN}


def photo_refusals(moment: PhotoMoment, state: str, *, is_erased: bool) -> list[str]:
    """Why no photo of this moment is taken now. `is_erased`: the names of the loan are gone."""
    if is_erased or state == LoanState.CANCELLED:
        return ["Ce prêt est terminé : on n’y joint plus de photo."]
    if moment is PhotoMoment.OUT and state == LoanState.CLOSED:
        return ["Le matériel est déjà revenu : une photo prise maintenant est une photo du retour."]
    if moment is PhotoMoment.BACK and state == LoanState.PREPARED:
        return ["Le matériel n’est pas encore remis : une photo prise maintenant est celle de la remise."]
    return []


def removal_refusals(moment: str, state: str, outcomes: Collection[str]) -> list[str]:
    """Why a photo of this moment stays. `outcomes`: what became of each machine of the loan."""
    if state not in {LoanState.PREPARED, LoanState.OUT}:
        return [
            "Ce prêt est terminé : ses photos disent comment le matériel est parti et revenu, elles restent."
        ]
    if moment == PhotoMoment.OUT and not HARMED.isdisjoint(outcomes):
        return [
            "Du matériel de ce prêt est abîmé, perdu ou volé : les photos de la remise disent comment il est "
            "parti, elles restent."
        ]
    return []
