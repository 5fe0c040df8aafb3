"""What the list of services keeps about people: a contact written in it."""

from fanal.core.people.erasure import EVERYONE
from fanal.core.people.kinds import ANYONE, CONTACTS
from fanal.core.people.personal_data import About, AppPrivacy, Erased, Files, JournalName, Known
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

keeps = AppPrivacy(
    "online_services",
    "Services en ligne",
    SENTENCES,
    place="online_services",
    purpose="Tenir la liste des services en ligne, et de qui les aide",
)

keeps(
    OnlineService,
    Known(
        CONTACTS,
        (
            Erased(
                "Services dont c’est le contact", becomes="gardés, sans ce contact", leaves={"support": ""}
            ),
        ),
        {"service": "name", "contact": "support"},
        name="support",
        sort="contact-de-service",
        what="le contact écrit dans la fiche d’un service",
    ),
    About(ANYONE, "ask", "note", "access", "duties", what="ce que la fiche d’un service dit d’elle"),
    Erased(
        "Services dont la fiche porte son nom",
        named_in=("ask", "support", "note", "access", "duties"),
        sorts=(EVERYONE,),
        why="un contact de l’établissement : remplacez-le dans la fiche du service",
    ),
    JournalName("Service", "{0.name}", "online_services:service_page", by="pk", right=read_services),
)
keeps(ServiceDocument, About(ANYONE, "name", "sha256"), Files())
