from django.urls import path

from fanal.supplies.views import consumable, contract, ending, licence

app_name = "supplies"
urlpatterns = [
    path("echeances/", ending.ending_list, name="ending_list"),
    path("echeances/garanties/", ending.warranty_list, name="warranty_list"),
    path("licences/", licence.licence_list, name="licence_list"),
    path("licences/nouvelle/", licence.licence_add, name="licence_add"),
    path("licences/export.<str:form>", licence.licence_export, name="licence_export"),
    path("licences/<int:licence>/", licence.licence_page, name="licence_page"),
    path("licences/<int:licence>/modifier/", licence.licence_change, name="licence_change"),
    path("licences/<int:licence>/renouveler/", licence.licence_renew, name="licence_renew"),
    path("licences/<int:licence>/supprimer/", licence.licence_remove, name="licence_remove"),
    path("licences/<int:licence>/donner/", licence.licence_give, name="licence_give"),
    path(
        "licences/<int:licence>/installes/",
        licence.licence_installed,
        name="licence_installed",
    ),
    path("licences/<int:licence>/reprendre/", licence.licence_take_back, name="licence_take_back"),
    path("contrats/", contract.contract_list, name="contract_list"),
    path("contrats/nouveau/", contract.contract_add, name="contract_add"),
    path("contrats/export.<str:form>", contract.contract_export, name="contract_export"),
    path("contrats/<int:maintenance_contract>/", contract.contract_page, name="contract_page"),
    path("contrats/<int:maintenance_contract>/modifier/", contract.contract_change, name="contract_change"),
    path("contrats/<int:maintenance_contract>/renouveler/", contract.contract_renew, name="contract_renew"),
    path("contrats/<int:maintenance_contract>/supprimer/", contract.contract_remove, name="contract_remove"),
    path("contrats/<int:maintenance_contract>/couvrir/", contract.contract_cover, name="contract_cover"),
    path("contrats/<int:maintenance_contract>/retirer/", contract.contract_uncover, name="contract_uncover"),
    path("consommables/", consumable.consumable_list, name="consumable_list"),
    path("consommables/nouveau/", consumable.consumable_add, name="consumable_add"),
    path("consommables/a-commander.pdf", consumable.order_file, name="order_file"),
    path("consommables/export.<str:form>", consumable.consumable_export, name="consumable_export"),
    path("consommables/<int:consumable>/", consumable.consumable_page, name="consumable_page"),
    path("consommables/<int:consumable>/modifier/", consumable.consumable_change, name="consumable_change"),
    path("consommables/<int:consumable>/un/", consumable.consumable_take_one, name="consumable_take_one"),
    path("consommables/<int:consumable>/prendre/", consumable.consumable_take, name="consumable_take"),
    path("consommables/<int:consumable>/arrivee/", consumable.consumable_bring_in, name="bring_in"),
    path("consommables/<int:consumable>/compter/", consumable.consumable_count, name="consumable_count"),
]
