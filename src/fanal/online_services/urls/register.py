from django.urls import path

from fanal.online_services.views import (
    comparisons,
    documents,
    findings,
    login_cards,
    register,
    service_detail,
)

app_name = "online_services"
urlpatterns = [
    path("", register.service_list, name="service_list"),
    path("ajouter/", register.service_add, name="service_add"),
    path("habituels/", register.service_usual, name="service_usual"),
    path("registre.<str:form>", service_detail.register_file, name="register_file"),
    path("<int:service>/", service_detail.service_page, name="service_page"),
    path("<int:service>/contrat/", service_detail.service_contract, name="service_contract"),
    path("<int:service>/documents/", documents.document_add, name="document_add"),
    path("<int:service>/documents/<slug:reference>/", documents.document_file, name="document_file"),
    path(
        "<int:service>/documents/<slug:reference>/retirer/", documents.document_remove, name="document_remove"
    ),
    path("<int:service>/comptes/", findings.accounts_page, name="accounts_page"),
    path("<int:service>/modifier/", register.service_change, name="service_change"),
    path("<int:service>/archiver/", register.service_archive, name="service_archive"),
    path("<int:service>/fiche/", register.service_processing, name="service_processing"),
    path("<int:service>/administrateurs/", register.service_admins, name="service_admins"),
    path("<int:service>/comparer/", comparisons.list_deposit, name="list_deposit"),
    path("<int:service>/comparer/<int:compared>/", comparisons.list_columns, name="list_columns"),
    path("<int:service>/comparer/<int:compared>/etat/", comparisons.list_state, name="list_state"),
    path("<int:service>/fiches/", login_cards.sheet_print, name="sheet_print"),
    path("<int:service>/tout-regler/", findings.settle_several, name="settle_several"),
    path("<int:service>/a-faire.<str:form>", findings.to_do_file, name="to_do_file"),
    path("<int:service>/ecarts/<int:finding>/", findings.settle, name="settle"),
    path("<int:service>/ecarts/<int:finding>/titulaire/", findings.decide, name="decide"),
    path("<int:service>/ecarts/<int:finding>/reprendre/", findings.undecide, name="undecide"),
]
