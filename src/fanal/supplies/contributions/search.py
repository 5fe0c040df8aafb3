"""Licences, contracts and consumables, from the one search box."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.addresses import address
from fanal.core.registry import SEARCH, register
from fanal.core.search import Hit, SearchSource, find
from fanal.supplies.models import Consumable, Licence, MaintenanceContract


def _source(label: str, icon: str, model: Any, page: str, detail: str) -> SearchSource:
    """`detail`: the column that is told beside the name."""

    def hits(member: Member, typed: str) -> list[Hit]:
        rows = model.objects.visible_to(member).order_by("name")
        return [
            Hit(row.name, getattr(row, detail), address(page, member.school.uai, row.pk))
            for row in find(rows, typed, *rows.searched)
        ]

    return SearchSource(label, icon, hits)


register(SEARCH, 22)(_source("Licences", "key", Licence, "supplies:licence_page", "publisher"))
register(SEARCH, 23)(
    _source("Contrats", "file-text", MaintenanceContract, "supplies:contract_page", "supplier")
)
register(SEARCH, 24)(_source("Consommables", "box", Consumable, "supplies:consumable_page", "fits"))
