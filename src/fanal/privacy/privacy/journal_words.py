"""The journal of the registers of processing and of breaches, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.privacy.models import DataBreach, Processing, RightsRequest

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
    "privacy.breach_closed": "Violation de données close",
    "privacy.breach_reopened": "Violation de données rouverte",
}


def _processings(school: School, ids: Iterable[int]) -> Named:
    rows = Processing.objects.for_school(school).filter(pk__in=ids).values_list("pk", "name", "number")
    return {
        pk: (name, reverse("privacy:processing_page", args=[school.uai, number])) for pk, name, number in rows
    }


def _breaches(school: School, ids: Iterable[int]) -> Named:
    rows = DataBreach.objects.for_school(school).filter(pk__in=ids).values_list("pk", "title", "number")
    return {
        pk: (title, reverse("privacy:breach_page", args=[school.uai, number])) for pk, title, number in rows
    }


def _requests(school: School, ids: Iterable[int]) -> Named:
    rows = RightsRequest.objects.for_school(school).filter(pk__in=ids).values_list("pk", "number")
    return {
        pk: (f"n° {number}", reverse("privacy:rights_page", args=[school.uai, number])) for pk, number in rows
    }


register(JOURNAL_WORDS, 26)(
    JournalWords(
        "privacy",
        "Protection des données",
        SENTENCES,
        {
            "privacy.processing": Things("Traitement", _processings),
            "privacy.databreach": Things("Violation de données", _breaches),
            "privacy.rightsrequest": Things("Demande de droits", _requests),
        },
    )
)
