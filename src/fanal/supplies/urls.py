from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from fanal.supplies.views import consumable, contract, ending, licence, purchase, renewal
from fanal.supplies.views.purchase_kind import CONTRACTS, LICENCES, PurchaseKind

app_name = "supplies"


def _pages(
    folder: str, new: str, row: str, kind: PurchaseKind, show: Callable[..., HttpResponse]
) -> list[URLPattern]:
    """What both have; `row`: the name of its key in an address, `show`: its page, whatever was refused."""
    one, of_kind, name = f"{folder}/<int:{row}>", {"kind": kind}, kind.name
    return [
        path(f"{folder}/", purchase.purchase_list, of_kind, name=f"{name}_list"),
        path(f"{folder}/{new}/", purchase.purchase_add, of_kind, name=f"{name}_add"),
        path(f"{folder}/export.<str:form>", purchase.purchase_export, of_kind, name=f"{name}_export"),
        path(f"{one}/modifier/", purchase.purchase_change, of_kind, name=f"{name}_change"),
        path(f"{one}/renouveler/", renewal.purchase_renew, of_kind, name=f"{name}_renew"),
        path(
            f"{one}/laisser-finir/",
            renewal.purchase_let_end,
            of_kind | {"show": show},
            name=f"{name}_let_end",
        ),
        path(f"{one}/supprimer/", purchase.purchase_remove, of_kind | {"show": show}, name=f"{name}_remove"),
    ]


urlpatterns = [
    path("echeances/", ending.ending_list, name="ending_list"),
    path("echeances/garanties/", ending.warranty_list, name="warranty_list"),
    *_pages("licences", "nouvelle", "licence", LICENCES, licence.show_licence),
    path("licences/<int:licence>/", licence.licence_page, name="licence_page"),
    path("licences/<int:licence>/donner/", licence.licence_give, name="licence_give"),
    path("licences/<int:licence>/installes/", licence.licence_installed, name="licence_installed"),
    path("licences/<int:licence>/reprendre/", licence.licence_take_back, name="licence_take_back"),
    *_pages("contrats", "nouveau", "maintenance_contract", CONTRACTS, contract.show_contract),
    path("contrats/<int:maintenance_contract>/", contract.contract_page, name="contract_page"),
    path("contrats/<int:maintenance_contract>/couvrir/", contract.contract_cover, name="contract_cover"),
    path("contrats/<int:maintenance_contract>/retirer/", contract.contract_uncover, name="contract_uncover"),
    path("consommables/", consumable.consumable_list, name="consumable_list"),
    path("consommables/nouveau/", consumable.consumable_add, name="consumable_add"),
    path("consommables/a-commander.pdf", consumable.order_file, name="order_file"),
    path("consommables/export.<str:form>", consumable.consumable_export, name="consumable_export"),
    path("consommables/<int:consumable>/", consumable.consumable_page, name="consumable_page"),
    path("consommables/<int:consumable>/modifier/", consumable.consumable_change, name="consumable_change"),
    path("consommables/<int:consumable>/un/", consumable.consumable_take_one, name="consumable_take_one"),
    path(
        "consommables/<int:consumable>/un/<int:stock_movement>/",
        consumable.consumable_undo,
        name="consumable_undo",
    ),
    path("consommables/<int:consumable>/prendre/", consumable.consumable_take, name="consumable_take"),
    path("consommables/<int:consumable>/arrivee/", consumable.consumable_bring_in, name="bring_in"),
    path("consommables/<int:consumable>/compter/", consumable.consumable_count, name="consumable_count"),
]
