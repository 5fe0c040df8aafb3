from django.urls import path

from fanal.privacy.views import (
    archives,
    breach_steps,
    breaches,
    declaration,
    documents,
    evidence,
    opinions,
    register,
    requests,
    sheet,
    subjects,
)

app_name = "privacy"
urlpatterns = [
    path("", register.register, name="register"),
    path("registre.pdf", register.register_file, name="register_file"),
    path("registre.<str:form>", register.register_table, name="register_table"),
    path("extrait/", register.public_extract, name="public_extract"),
    path("modeles/", register.models_add, name="models_add"),
    path("ajouter/", sheet.processing_add, name="processing_add"),
    path("declarer/", declaration.declaration_add, name="declare"),
    path("mes-declarations/", declaration.declaration_list, name="mine"),
    path("violations/", breaches.breach_list, name="breach_list"),
    path("violations/signaler/", breaches.breach_report, name="breach_report"),
    path("violations/<int:number>/", breaches.breach_page, name="breach_page"),
    path("violations/<int:number>/instruire/", breaches.breach_change, name="breach_change"),
    path("violations/<int:number>/etape/<slug:part>/", breach_steps.breach_step, name="breach_step"),
    path(
        "violations/<int:number>/prevenu/<slug:recipient>/",
        breach_steps.breach_notified,
        name="breach_notified",
    ),
    path("violations/<int:number>/clore/", breaches.breach_close, name="breach_close"),
    path("violations/<int:number>/rouvrir/", breaches.breach_reopen, name="breach_reopen"),
    path("violations/<int:number>/dossier.pdf", breaches.breach_file, name="breach_file"),
    path("violations/<int:number>/preuves/", evidence.evidence_freeze, name="evidence_freeze"),
    path("violations/<int:number>/preuves/<str:reference>/", evidence.evidence_file, name="evidence_file"),
    path("avis/", opinions.opinion_list, name="opinion_list"),
    path("archives/", archives.archive_list, name="archive_list"),
    path("archives/liberer/", archives.archive_release, name="archive_release"),
    path("archives/<int:archived_year>/", archives.archive_export, name="archive_export"),
    path("droits/", requests.rights_list, name="rights_list"),
    path("droits/noter/", requests.rights_add, name="rights_add"),
    path("droits/<int:number>/", requests.rights_page, name="rights_page"),
    path("droits/<int:number>/completer/", requests.rights_change, name="rights_change"),
    path("droits/<int:number>/lettre.pdf", requests.rights_letter, name="rights_letter"),
    path("droits/<int:number>/personne/", subjects.subject_find, name="subject_find"),
    path(
        "droits/<int:number>/personne/<slug:sort>/<int:subject>/", subjects.subject_page, name="subject_page"
    ),
    path(
        "droits/<int:number>/personne/<slug:sort>/<int:subject>/remettre/",
        subjects.subject_export,
        name="subject_export",
    ),
    path(
        "droits/<int:number>/personne/<slug:sort>/<int:subject>/effacer/",
        subjects.subject_erase,
        name="subject_erase",
    ),
    path("<int:number>/", sheet.processing_page, name="processing_page"),
    path("<int:number>/modifier/", sheet.processing_change, name="processing_change"),
    path("<int:number>/valider/", sheet.processing_validate, name="processing_validate"),
    path("<int:number>/terminer/", sheet.processing_end, name="processing_end"),
    path("<int:number>/documents/", documents.document_add, name="document_add"),
    path("<int:number>/documents/<slug:reference>/", documents.document_file, name="document_file"),
    path(
        "<int:number>/documents/<slug:reference>/retirer/", documents.document_remove, name="document_remove"
    ),
    path("<int:number>/avis/demander/", opinions.opinion_ask, name="opinion_ask"),
    path("<int:number>/avis/donner/", opinions.opinion_give, name="opinion_give"),
    path("<int:number>/avis/<int:delegate_opinion>/", opinions.opinion_answer, name="opinion_answer"),
    path("<int:number>/versions/<int:version>/", sheet.version_page, name="version_page"),
]
