"""A licence and a contract may serve an objective of the digital project: they are money."""

from typing import Any

from fanal.accounts.reading.objectives import TRACED_KIND, Area, traced_rows
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.supplies.models import Licence, MaintenanceContract


def _licence_page(licence: Any, uai: str) -> str:
    return address("supplies:licence_page", uai, licence.pk)


def _contract_page(contract: Any, uai: str) -> str:
    return address("supplies:contract_page", uai, contract.pk)


register(TRACED_KIND, "supplies.licence")(
    traced_rows(Licence, "Licence", Area.MONEY, url=_licence_page, rows=Licence.objects.visible_to)
)
register(TRACED_KIND, "supplies.contract")(
    traced_rows(
        MaintenanceContract,
        "Contrat de maintenance",
        Area.MONEY,
        url=_contract_page,
        rows=MaintenanceContract.objects.visible_to,
    )
)
