"""What the list of services keeps about people: a contact written in it."""

from fanal.core.personal_data import AppPrivacy, Erased, Files, JournalName
from fanal.online_services.models import OnlineService, ServiceDocument
from fanal.online_services.policies.register import read_services

SENTENCES = {
    "online_services.added": "Service en ligne ajouté",
    "online_services.processing_begun": "Fiche du registre commencée pour un service",
    "online_services.changed": "Service en ligne modifié",
    "online_services.contract_written": "Contrat d’un service en ligne écrit",
    "online_services.document_joined": "Document joint à un service en ligne",
    "online_services.document_removed": "Document d’un service en ligne retiré",
    "online_services.archived": "Service en ligne archivé",
}

keeps = AppPrivacy("online_services", "Services en ligne", SENTENCES, journal=25, erasure=40)

keeps(
    OnlineService,
    Erased(
        "Services dont la fiche porte son nom",
        named_in=("ask", "support", "note", "access", "duties"),
        why="un contact de l’établissement : remplacez-le dans la fiche du service",
    ),
    JournalName("Service", "{0.name}", "online_services:service_page", by="pk", right=read_services),
)
keeps(ServiceDocument, Files())
