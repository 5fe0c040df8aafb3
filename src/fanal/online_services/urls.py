from django.urls import path

from fanal.online_services.views import documents, register, service_detail

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
    path("<int:service>/modifier/", register.service_change, name="service_change"),
    path("<int:service>/archiver/", register.service_archive, name="service_archive"),
    path("<int:service>/fiche/", register.service_processing, name="service_processing"),
]
