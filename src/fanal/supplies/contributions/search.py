"""Licences, contracts and consumables, from the one search box."""

from typing import Any

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import SEARCH, Hit, SearchSource, find
from fanal.core.registry import register
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


register(SEARCH, "supplies.licences")(
    _source("Licences", "key", Licence, "supplies:licence_page", "publisher")
)
register(SEARCH, "supplies.contracts")(
    _source("Contrats", "file-text", MaintenanceContract, "supplies:contract_page", "supplier")
)
register(SEARCH, "supplies.consumables")(
    _source("Consommables", "box", Consumable, "supplies:consumable_page", "fits")
)
