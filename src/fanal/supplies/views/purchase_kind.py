"""What a licence and a contract differ in: their words, their forms, their rows, their addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpResponse

from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.thing_list import ListTab, ThingList
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.supplies.forms.purchase import (
    LicenceForm,
    MaintenanceContractForm,
    RenewContractForm,
    RenewLicenceForm,
)
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.supplies.models.purchase import (
    BY_END,
    PurchaseQuerySet,
    is_late,
    is_over,
    is_running,
    is_to_decide,
)
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.export import Column, contract_columns, licence_columns

Purchased = Licence | MaintenanceContract
ShowPage = Callable[[SchoolRequest, Any, list[str]], HttpResponse]


@dataclass(frozen=True)
class PurchaseKind:
    """The words, the forms and the addresses of one of the two."""

    model: type[Licence] | type[MaintenanceContract]
    rows: Callable[[Member, date], PurchaseQuerySet]  # that a member sees, as a list tells them
    name: str  # of its pages
    file_name: str
    title: str
    new: str
    this: str
    icon: str
    heads: tuple[str, str]  # of the first two columns of its list
    searched: str
    empty: str
    over: str  # of its tab
    form: type[LicenceForm] | type[MaintenanceContractForm]
    renewal: type[RenewContractForm]
    columns: Callable[[Any], tuple[Column, ...]]

    @cached_property
    def listing(self) -> ThingList:
        return ThingList(
            f"supplies:{self.name}_list",
            self.rows,
            all_words="Tout voir",
            no_match="Rien ne correspond. Retirez un mot.",
            no_match_here="Rien de cette liste ne correspond.",
            tabs=(
                ListTab("", "En cours", is_running, BY_END, self.empty, icon=self.icon),
                ListTab(
                    "decider",
                    "À décider",
                    is_to_decide,
                    BY_END,
                    "Rien n’est à décider dans les 90 jours.",
                ),
                ListTab(
                    "noter",
                    "En retard",
                    is_late,
                    BY_END,
                    "Aucune fin n’est passée sans que la suite soit notée.",
                ),
                ListTab("finies", self.over, is_over, ["-ends_on", "name"], "Rien n’est terminé."),
            ),
        )

    def url(self, page: str, uai: str, *args: Any) -> str:
        return address(f"supplies:{self.name}_{page}", uai, *args)

    def trail(self, uai: str, row: Purchased) -> list[tuple[str, str]]:
        return [(self.title, self.url("list", uai)), (row.name, self.url("page", uai, row.pk))]

    def row_or_404(self, request: SchoolRequest, pk: int) -> Any:
        """One of those that the reader sees, with what they may do to it."""
        require(policies.read_purchases, request.actor, None)
        row = get_or_404(self.rows(request.member, request.today), pk=pk)
        annotate_permissions([row], policies.keep_purchases, to=request.actor)
        return row


LICENCES = PurchaseKind(
    Licence,
    lambda member, today: Licence.objects.visible_to(member).with_used(today),
    name="licence",
    file_name="licences",
    title="Licences",
    new="Ajouter une licence",
    this="cette licence",
    icon="key",
    heads=("Logiciel", "Places"),
    searched="Logiciel, éditeur, fournisseur",
    empty="Aucune licence. « Ajouter » : le logiciel, les places achetées, la fin. Fanal prévient dès 90 "
    "jours, plus fort à 60 et à 30.",
    over="Terminées",
    form=LicenceForm,
    renewal=RenewLicenceForm,
    columns=licence_columns,
)
CONTRACTS = PurchaseKind(
    MaintenanceContract,
    lambda member, today: MaintenanceContract.objects.visible_to(member).with_covered(),
    name="contract",
    file_name="contrats",
    title="Contrats de maintenance",
    new="Ajouter un contrat",
    this="ce contrat",
    icon="file-text",
    heads=("Contrat", "Appareils"),
    searched="Objet, prestataire, n° de contrat",
    empty="Aucun contrat. « Ajouter » : qui appeler, ce qu’il couvre, jusqu’à quand on peut résilier.",
    over="Terminés",
    form=MaintenanceContractForm,
    renewal=RenewContractForm,
    columns=contract_columns,
)
