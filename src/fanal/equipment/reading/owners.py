"""Whose it is, in the words of this school: « Département », « Région »… by the authority's kind."""

from fanal.accounts.models import Authority
from fanal.accounts.rules.french import of_the
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import Owner

MASCULINE = {Authority.Kind.DEPARTMENT}


def words_of(equipment: Equipment) -> dict[str, str]:
    """`owner`, `payer` and `authority_label` for the page; needs the school's authority joined."""
    authority = equipment.school.authority
    name = str(authority.get_kind_display()) if authority else "Collectivité"
    feminine = authority is None or authority.kind not in MASCULINE
    names = dict(Owner.choices) | {Owner.AUTHORITY.value: name}
    return {
        "owner": str(names[equipment.owner]),
        "payer": str(names[equipment.payer]),
        "authority_label": f"N° {of_the(name, feminine=feminine)}",
    }
