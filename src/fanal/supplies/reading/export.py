"""What a file of licences, of contracts or of consumables says: header and value of each column."""

from collections.abc import Callable
from typing import Any

from fanal.accounts.models import School
from fanal.equipment.reading.export import in_euros
from fanal.equipment.reading.owners import names_of

Column = tuple[str, Callable[[Any], Any]]


def _purchase_columns(school: School) -> tuple[Column, ...]:
    names = names_of(school)
    return (
        ("Fournisseur", lambda row: row.supplier),
        ("Bon de commande", lambda row: row.order_reference),
        ("Qui paie ?", lambda row: names[row.payer]),
        ("Prix, en euros", lambda row: in_euros(row.price_cents)),
        ("Par an", lambda row: "oui" if row.is_yearly else "non"),
        ("Début", lambda row: row.starts_on),
        ("Fin", lambda row: row.ends_on),
        ("Préavis, en mois", lambda row: row.notice_months),
        ("Reconduction tacite", lambda row: "oui" if row.is_tacit else "non"),
        ("À décider avant le", lambda row: row.decide_on),
        ("Remarque", lambda row: row.note),
    )


def licence_columns(school: School) -> tuple[Column, ...]:
    """Needs `with_used`."""
    return (
        ("Logiciel", lambda row: row.name),
        ("Éditeur", lambda row: row.publisher),
        ("Sorte", lambda row: row.get_kind_display()),
        ("Places achetées", lambda row: row.bought),
        ("Places données", lambda row: row.used if row.is_counted else None),
        *_purchase_columns(school),
        ("Preuve d’achat", lambda row: row.proof_place),
        ("Clé", lambda row: row.key_place),
    )


def contract_columns(school: School) -> tuple[Column, ...]:
    """Needs `with_covered`."""
    return (
        ("Objet", lambda row: row.name),
        ("N° de contrat", lambda row: row.reference),
        ("Téléphone", lambda row: row.hotline_phone),
        ("Courriel", lambda row: row.hotline_email),
        ("Ce qu’il couvre", lambda row: row.covers),
        ("Appareils couverts", lambda row: row.covered),
        *_purchase_columns(school),
    )


CONSUMABLE_COLUMNS: tuple[Column, ...] = (
    ("Consommable", lambda row: row.name),
    ("Pour", lambda row: row.fits),
    ("Rangé dans", lambda row: row.room.name if row.room else ""),
    ("En stock", lambda row: row.level),
    ("Unité", lambda row: row.unit),
    ("Seuil", lambda row: row.threshold),
    ("À commander", lambda row: row.to_order),
    ("Fournisseur", lambda row: row.supplier),
    ("Référence", lambda row: row.supplier_reference),
    ("Prix de l’unité, en euros", lambda row: in_euros(row.price_cents)),
)
