"""What the registers keep about people: what the law obliges a school to be able to show, for five years."""

from fanal.accounts.rules import law
from fanal.core.erasing import PERSON, PUPIL
from fanal.core.personal_data import AppPrivacy, Erased, Files, JournalName, Own, Until, years
from fanal.privacy.models import (
    BreachEvidence,
    DataBreach,
    Processing,
    ProcessingDocument,
    ProcessingPart,
    ProcessingVersion,
    RightsRequest,
)
from fanal.privacy.policies.registers import read_breaches, read_register, read_rights

SENTENCES = {
    "privacy.processing_added": "Fiche de traitement ajoutée",
    "privacy.processing_changed": "Fiche de traitement modifiée",
    "privacy.parts_changed": "Durées, destinataires ou sous-traitants modifiés",
    "privacy.processing_validated": "Fiche de traitement validée",
    "privacy.document_joined": "Document joint à une fiche de traitement",
    "privacy.document_removed": "Document d’une fiche de traitement retiré",
    "privacy.processing_ended": "Traitement terminé",
    "privacy.use_declared": "Usage de données déclaré",
    "privacy.rights_asked": "Demande de droits notée",
    "privacy.rights_changed": "Demande de droits complétée",
    "privacy.person_exported": "Données d’une personne remises",
    "privacy.person_erased": "Données d’une personne effacées",
    "privacy.breach_reported": "Violation de données signalée",
    "privacy.breach_changed": "Violation de données instruite",
    "privacy.evidence_frozen": "Preuves figées pour une violation",
    "privacy.breach_notified": "Quelqu’un prévenu d’une violation de données",
    "privacy.breach_closed": "Violation de données close",
    "privacy.breach_reopened": "Violation de données rouverte",
}
YEARS = 5
UNNAMED = "sans dire par qui"
PROOF = f"montrer qu’il a été répondu ({law.gdpr('articles 5 et 12')}) : cinq ans après la réponse"
BREACH = f"toute violation reste au registre ({law.gdpr('article 33, § 5')}) : cinq ans après sa clôture"

keeps = AppPrivacy(
    "privacy", "Protection des données", SENTENCES, journal=26, own=44, erasure=80, retention=44
)
RIGHTS = keeps.rule("privacy.rights", "Une demande de droits et sa réponse : cinq ans après la réponse.")
BREACHES = keeps.rule(
    "privacy.breaches", "Une violation de données au registre, avec ses preuves : cinq ans après sa clôture."
)
REGISTER = keeps.rule(
    "privacy.register",
    "Une fiche du registre des traitements, ses versions et ses documents : cinq ans après la fin du "
    "traitement.",
)

keeps(
    DataBreach,
    Erased("Violations signalées", "reported_by", becomes=f"{UNNAMED} ; {BREACH}", keeps_history=True),
    Until(BREACHES, "closed_on", years(YEARS), also=(BreachEvidence,)),
    Own("violations signalées", {"quoi": "title", "le": "known_at"}, by="le"),
    JournalName("Violation de données", "{0.title}", "privacy:breach_page", by="number", right=read_breaches),
)
keeps(
    BreachEvidence,
    Erased("Preuves figées par cette personne", "frozen_by", becomes=UNNAMED, keeps_history=True),
    # Evidence is a frozen copy of the journal: no column says whom it names.
    Erased(
        "Preuves de violations, où son nom peut se lire",
        rows=lambda who: BreachEvidence.objects.for_school(who.school_id),
        sorts=(PERSON, PUPIL),
        why=BREACH,
    ),
    Own("preuves figées", {"violation": "breach__title", "fichier": "name", "le": "frozen_at"}, by="le"),
    Files(),
)
keeps(
    Processing,
    Erased("Usages déclarés", "declared_by", becomes=UNNAMED, keeps_history=True),
    Until(REGISTER, "ended_on", years(YEARS), also=(ProcessingPart, ProcessingVersion, ProcessingDocument)),
    Own("usages déclarés", {"outil": "name", "le": "made_on"}, by="le"),
    JournalName("Traitement", "{0.name}", "privacy:processing_page", by="number", right=read_register),
)
keeps(
    ProcessingVersion,
    Erased("Fiches du registre validées", "validated_by", becomes=UNNAMED, keeps_history=True),
    Own(
        "fiches validées",
        {"traitement": "processing__name", "version": "number", "le": "validated_at"},
        by="le",
    ),
)
keeps(ProcessingDocument, Files())
keeps(
    RightsRequest,
    Erased("Demandes de droits à son nom", named_in=("who", "detail"), sorts=(PERSON, PUPIL), why=PROOF),
    Until(RIGHTS, "answered_on", years(YEARS)),
    JournalName("Demande de droits", "n° {0.number}", "privacy:rights_page", by="number", right=read_rights),
)
