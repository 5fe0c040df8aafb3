"""Whose it is, in the words of this school: « Département », « Région »… by the authority's kind."""

from fanal.accounts.models import Authority, School
from fanal.accounts.rules.french import of_the
from fanal.equipment.models import Equipment
from fanal.equipment.models.convention import PartyChoice

MASCULINE = {Authority.Kind.DEPARTMENT}


def names_of(school: School) -> dict[str, str]:
    """Every party by its code, the authority by its own kind; needs the school's authority joined."""
    authority = school.authority
    own = str(authority.get_kind_display()) if authority else "Collectivité"
    return {str(code): str(label) for code, label in PartyChoice.choices} | {PartyChoice.AUTHORITY.value: own}


def number_label(school: School, noun: str = "N°") -> str:
    """« N° du Département », « N° d’inventaire de la Région »: the authority's own number of a machine."""
    authority = school.authority
    feminine = authority is None or authority.kind not in MASCULINE
    return f"{noun} {of_the(names_of(school)['authority'], feminine=feminine)}"


def words_of(equipment: Equipment) -> dict[str, str]:
    """`owner`, `payer` and `authority_label` for the page; needs the school's authority joined."""
    names = names_of(equipment.school)
    return {
        "owner": names[equipment.owner],
        "payer": names[equipment.payer],
        "authority_label": number_label(equipment.school),
    }
