"""What a file of equipment says: all that the records hold, under headers that an import reads again."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from fanal.accounts.models.member import Member
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.reading.owners import names_of, number_label, owner_words
from fanal.equipment.rules.fleet import end_of_life, residual_cents
from fanal.equipment.rules.listing import EquipmentFilter

Column = tuple[str, Callable[[Any], Any]]
CENT = Decimal("0.01")


def exported(member: Member, chosen_filter: EquipmentFilter, today: date) -> EquipmentQuerySet:
    """The rows of the list, with all that their columns need, in one query."""
    narrowed = Equipment.objects.visible_to(member).narrowed(chosen_filter, today)
    return narrowed.filter(state__in=chosen_filter.state.states).in_order(chosen_filter).for_export()


def columns_of(member: Member, today: date) -> tuple[Column, ...]:
    """Header and value of each column; needs the school's authority joined.

    Who holds a thing is for the school's own people: a partner's file names nobody.
    """
    school, names = member.school, names_of(member.school)
    holder: tuple[Column, ...] = (("Détenteur", lambda row: str(row.holder) if row.holder else ""),)
    return (
        ("N°", lambda row: row.number),
        ("Nom", lambda row: row.name),
        ("Type", lambda row: row.type.name),
        ("Marque", lambda row: row.maker),
        ("Modèle", lambda row: row.model),
        ("Salle", lambda row: row.room.name if row.room else ""),
        ("Bâtiment", lambda row: row.room.building.name if row.room else ""),
        ("Site", lambda row: row.room.building.site.name if row.room else ""),
        ("État", lambda row: row.get_state_display()),
        *(() if member.partner else holder),
        ("Propriétaire", lambda row: owner_words(row, names)),
        ("Qui paie ?", lambda row: names[row.payer]),
        ("Usage", lambda row: "Pédagogique" if row.is_pedagogical else "Administratif"),
        ("N° de série", lambda row: row.serial),
        (number_label(school, "N° d’inventaire"), lambda row: row.authority_number),
        ("N° d’inventaire de l’établissement", lambda row: row.school_number),
        ("Acheté le", lambda row: row.bought_on),
        ("Prix, en euros", lambda row: in_euros(row.price_cents)),
        ("Garantie jusqu’au", lambda row: row.warranty_until),
        ("Fin de vie prévue", lambda row: end_of_life(row.bought_on, row.type.life_years)),
        ("Valeur restante, estimée", lambda row: in_euros(_residual(row, today))),
        ("Remarque", lambda row: row.note),
        ("Référence Fanal", lambda row: f"{school.uai}-{row.number}"),
    )


def in_euros(cents: int | None) -> Decimal | None:
    return None if cents is None else (Decimal(cents) / 100).quantize(CENT)


def _residual(row: Equipment, today: date) -> int | None:
    if row.price_cents is None:
        return None
    return residual_cents(row.price_cents, row.bought_on, row.type.life_years, today)
