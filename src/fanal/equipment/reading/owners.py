"""Whose it is, in the words of this school: « Département », « Région »… by the authority's kind."""

from fanal.accounts.models import Authority, School
from fanal.accounts.rules.french import of_the
from fanal.equipment.models import Equipment
from fanal.equipment.models.convention import Party

MASCULINE = {Authority.Kind.DEPARTMENT}


def names_of(school: School) -> dict[str, str]:
    """Every party by its code, the authority by its own kind; needs the school's authority joined."""
    authority = school.authority
    own = str(authority.get_kind_display()) if authority else "Collectivité"
    return {str(code): str(label) for code, label in Party.choices} | {Party.AUTHORITY.value: own}


def words_of(equipment: Equipment) -> dict[str, str]:
    """`owner`, `payer` and `authority_label` for the page; needs the school's authority joined."""
    names, authority = names_of(equipment.school), equipment.school.authority
    feminine = authority is None or authority.kind not in MASCULINE
    return {
        "owner": names[equipment.owner],
        "payer": names[equipment.payer],
        "authority_label": f"N° {of_the(names['authority'], feminine=feminine)}",
    }
