"""Whose it is, in the words of this school: « Département », « Région »… by the authority's kind."""

from dataclasses import dataclass

from fanal.accounts.models import Authority, School
from fanal.core.text.french import of_the
from fanal.equipment.models import Equipment
from fanal.equipment.models.convention import PartyChoice
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.rules.description import TO_CONFIRM

MASCULINE = {Authority.Kind.DEPARTMENT}


def names_of(school: School) -> dict[str, str]:
    """Every party by its code, the authority by its own kind; needs the school's authority joined."""
    authority = school.authority
    own = str(authority.get_kind_display()) if authority else "Collectivité"
    return {str(code): str(label) for code, label in PartyChoice.choices} | {PartyChoice.AUTHORITY.value: own}


def owner_words(equipment: Equipment, names: dict[str, str]) -> str:
    """« Département », or « Département, à confirmer » while nobody said it; `names`: as `names_of` gives."""
    owner = names[equipment.owner]
    return owner if equipment.is_owner_known else f"{owner}, {TO_CONFIRM}"


def usual_owner(school_id: int) -> EquipmentOwner:
    """Whose a record is taken to be while nobody says it: a private school's own, else the authority's."""
    is_private = School.objects.filter(pk=school_id, status=School.Status.PRIVATE).exists()
    return EquipmentOwner.SCHOOL if is_private else EquipmentOwner.AUTHORITY


def number_label(school: School, noun: str = "N°") -> str:
    """« N° du Département », « N° d’inventaire de la Région »: the authority's own number of a machine."""
    authority = school.authority
    feminine = authority is None or authority.kind not in MASCULINE
    return f"{noun} {of_the(names_of(school)['authority'], feminine=feminine)}"


@dataclass(frozen=True)
class PartyWords:
    """Whose a record is, who paid it, and what the authority's own number is called."""

    owner: str
    payer: str
    authority_label: str


def party_words(equipment: Equipment) -> PartyWords:
    """Needs the school's authority joined."""
    names = names_of(equipment.school)
    return PartyWords(
        owner=owner_words(equipment, names),
        payer=names[equipment.payer],
        authority_label=number_label(equipment.school),
    )
