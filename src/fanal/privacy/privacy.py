"""What the registers keep about people: what the law obliges a school to be able to show, for five years."""

from fanal.accounts.rules import law
from fanal.core.people.erasure import EVERYONE
from fanal.core.people.kinds import ANYONE, ASKERS, PARTNERS, STAFF
from fanal.core.people.personal_data import (
    About,
    AppPrivacy,
    Erased,
    Files,
    JournalName,
    Known,
    Own,
    Until,
    years,
)
from fanal.privacy.models import (
    ArchiveRelease,
    BreachEvidence,
    DataBreach,
    DelegateOpinion,
    Processing,
    ProcessingDocument,
    ProcessingPart,
    ProcessingVersion,
    RightsRequest,
)
from fanal.privacy.policies.registers import read_archives, read_breaches, read_register, read_rights
from fanal.privacy.rules.opinions import OpinionDecision

SENTENCES = {
    "privacy.processing_added": "Fiche de traitement ajoutée",
    "privacy.processing_changed": "Fiche de traitement modifiée",
    "privacy.parts_changed": "Durées, destinataires ou sous-traitants modifiés",
    "privacy.processing_validated": "Fiche de traitement validée",
    "privacy.document_joined": "Document joint à une fiche de traitement",
    "privacy.document_removed": "Document d’une fiche de traitement retiré",
    "privacy.processing_ended": "Traitement terminé",
    "privacy.use_declared": "Usage de données déclaré",
    "privacy.opinion_asked": "Avis demandé au délégué à la protection des données",
    "privacy.opinion_given": "Avis du délégué à la protection des données",
    "privacy.opinion_answered": "Réponse à un avis du délégué",
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
    "privacy.archives_released": "Effacement d’archives permis",
    "privacy.archives_exported": "Archives d’une année emportées",
}
YEARS = 5
UNNAMED = "sans dire par qui"
# The articles ask for a proof and a record, and set no number of years: five is ours.
CHOSEN = "Fanal choisit cinq ans"
PROOF = f"montrer qu’il a été répondu ({law.gdpr('articles 5 et 12')}). {CHOSEN} après la réponse"
BREACH = f"toute violation est documentée ({law.gdpr('article 33, § 5')}). {CHOSEN} après sa clôture"

OPINION = (
    "qui répond du traitement doit pouvoir montrer ce que le délégué en a dit "
    f"({law.gdpr('articles 35, § 2, et 39, § 1, c')}). Gardé avec la fiche"
)
ASKED = {"traitement": "processing__name", "le": "asked_at"}
ANSWERED = {
    "traitement": "processing__name",
    "réponse": "decision",
    "pourquoi": "decision_text",
    "le": "decided_at",
}

keeps = AppPrivacy(
    "privacy",
    "Protection des données",
    SENTENCES,
    place="privacy",
    purpose="Tenir le registre des traitements, répondre aux demandes de droits et aux violations",
)
RIGHTS = keeps.rule("privacy.rights", "Une demande de droits et sa réponse : cinq ans après la réponse.")
BREACHES = keeps.rule(
    "privacy.breaches", "Une violation de données au registre, avec ses preuves : cinq ans après sa clôture."
)
REGISTER = keeps.rule(
    "privacy.register",
    "Une fiche du registre des traitements, ses versions, ses documents et les avis du délégué : cinq ans "
    "après la fin du traitement.",
)

keeps(
    DataBreach,
    About(STAFF),
    About(ANYONE, "description", "consequences", what="ce qu’une violation de données dit d’elle"),
    Erased("Violations signalées", "reported_by", becomes=f"{UNNAMED} ; {BREACH}", keeps_history=True),
    Until(BREACHES, "closed_on", years(YEARS), also=(BreachEvidence,)),
    Own("violations signalées", {"quoi": "title", "le": "known_at"}, by="le"),
    JournalName("Violation de données", "{0.title}", "privacy:breach_page", by="number", right=read_breaches),
)
keeps(
    BreachEvidence,
    About(STAFF, what="ce que le journal figé pour une violation dit de lui"),
    About(ANYONE, "name", "sha256", what="ce que le journal figé pour une violation dit d’elle"),
    Erased("Preuves figées par cette personne", "frozen_by", becomes=UNNAMED, keeps_history=True),
    # Evidence is a frozen copy of the journal: no column says whom it names.
    Erased(
        "Preuves de violations, où son nom peut se lire",
        rows=lambda who: BreachEvidence.objects.for_school(who.school_id),
        sorts=(EVERYONE,),
        why=BREACH,
    ),
    Own("preuves figées", {"violation": "breach__title", "fichier": "name", "le": "frozen_at"}, by="le"),
    Files(),
)
keeps(
    Processing,
    Erased("Usages déclarés", "declared_by", becomes=UNNAMED, keeps_history=True),
    Until(
        REGISTER,
        "ended_on",
        years(YEARS),
        also=(ProcessingPart, ProcessingVersion, ProcessingDocument, DelegateOpinion),
    ),
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
keeps(
    DelegateOpinion,
    About(STAFF),
    About(PARTNERS, "author_name", what="ses avis de délégué à la protection des données"),
    About(ANYONE, "text", "decision_text", what="ce qu’un avis du délégué dit d’elle"),
    Erased(
        "Avis du délégué demandés ou suivis",
        ("asked_by", "decided_by"),
        becomes=UNNAMED,
        keeps_history=True,
    ),
    Erased(
        "Avis qu’il a donnés sur le registre",
        named_in=("author_name",),
        sorts=(PARTNERS.code,),
        why=OPINION,
    ),
    Own("avis demandés au délégué", ASKED, by="le", of="asked_by"),
    Own("réponses au délégué", ANSWERED, by="le", of="decided_by", labels={"réponse": OpinionDecision}),
    JournalName("Avis du délégué", "{0.processing.name}", "privacy:opinion_list", right=read_register),
)
keeps(ProcessingDocument, About(ANYONE, "name", "sha256"), Files())
keeps(
    RightsRequest,
    Known(
        ASKERS,
        (),  # its rows are those of everybody who is named, below
        {"numéro": "number", "de qui": "who", "demande": "detail", "reçue le": "received_on"},
        name="who",
        what="le nom de qui demande, ce qui est demandé et répondu",
    ),
    Erased("Demandes de droits à son nom", named_in=("who", "detail"), sorts=(EVERYONE,), why=PROOF),
    Until(RIGHTS, "answered_on", years(YEARS)),
    JournalName("Demande de droits", "n° {0.number}", "privacy:rights_page", by="number", right=read_rights),
)
keeps(
    ArchiveRelease,
    About(STAFF, "reference"),
    Erased("Effacements d’archives permis", "released_by", becomes=UNNAMED, keeps_history=True),
    Own(
        "effacements d’archives permis",
        {"jusqu’au": "until", "référence": "reference", "dit le": "released_at"},
        by="dit le",
    ),
    JournalName("Effacement d’archives", "{0}", "privacy:archive_list", right=read_archives),
)
