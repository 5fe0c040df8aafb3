"""Licences, contracts and consumables, from the one search box."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.registry import SEARCH, register
from fanal.core.search import Hit, SearchSource, find
from fanal.supplies.models import Consumable, Licence, MaintenanceContract


def _hits(rows: Any, typed: str, page: str, uai: str, *fields: str) -> list[Hit]:
    return [
        Hit(row.name, getattr(row, fields[1]), address(page, uai, row.pk))
        for row in find(rows, typed, *fields)
    ]


def _licences(member: Member, typed: str) -> list[Hit]:
    rows = Licence.objects.visible_to(member).order_by("name")
    return _hits(rows, typed, "supplies:licence_page", member.school.uai, "name", "publisher")


def _contracts(member: Member, typed: str) -> list[Hit]:
    rows = MaintenanceContract.objects.visible_to(member).order_by("name")
    page = "supplies:contract_page"
    return _hits(rows, typed, page, member.school.uai, "name", "supplier", "reference", "covers")


def _consumables(member: Member, typed: str) -> list[Hit]:
    rows = Consumable.objects.visible_to(member).order_by("name")
    page = "supplies:consumable_page"
    return _hits(rows, typed, page, member.school.uai, "name", "fits", "supplier_reference")


register(SEARCH, 22)(SearchSource("Licences", "key", _licences))
register(SEARCH, 23)(SearchSource("Contrats", "file-text", _contracts))
register(SEARCH, 24)(SearchSource("Consommables", "box", _consumables))
