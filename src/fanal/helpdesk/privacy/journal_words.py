"""The journal of requests and mails, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.helpdesk.models import HelpRequest

SENTENCES = {
    "helpdesk.asked": "Demande envoyée",
    "helpdesk.story": "Demande envoyée",
    "helpdesk.requests_exported": "Liste des demandes exportée",
    "helpdesk.taken": "Demande prise en charge",
    "helpdesk.answered": "Réponse écrite",
    "helpdesk.replied": "Réponse écrite",
    "helpdesk.noted": "Note interne écrite",
    "helpdesk.file_joined": "Fichier joint",
    "helpdesk.followed": "Demande suivie par un collègue",
    "helpdesk.corrected": "Lieu, équipement ou sorte d’une demande corrigés",
    "helpdesk.held": "Demande mise en attente",
    "helpdesk.came_back": "Demande revenue de l’attente",
    "helpdesk.solved": "Demande résolue",
    "helpdesk.closed": "Demande terminée",
    "helpdesk.reopened": "Demande rouverte",
    "helpdesk.merged": "Demande réunie à une autre",
    "helpdesk.entrusted": "Demande confiée à un collègue",
    "helpdesk.told_authority": "Réponse envoyée à la collectivité",
    "helpdesk.gathered": "Doublon reçu par cette demande",
    "helpdesk.separated": "Demande séparée d’une autre",
    "helpdesk.linked": "Demande liée à une autre",
    "helpdesk.unlinked": "Lien entre demandes retiré",
    "helpdesk.outage_linked": "Demande liée à la panne d’un service",
    "helpdesk.outage_unlinked": "Lien avec la panne d’un service retiré",
    "helpdesk.service_back": "Fin de la panne annoncée",
    "helpdesk.promised": "Date promise changée",
    "helpdesk.transmitted": "Demande transmise à la collectivité",
    "helpdesk.transmission_sent": "Transmission envoyée",
    "helpdesk.transmission_reminded": "Collectivité relancée",
    "helpdesk.transmission_answered": "Réponse de la collectivité notée",
    "helpdesk.transmission_refused": "Refus de la collectivité noté",
    "helpdesk.transmission_done": "Réparation par la collectivité notée",
    "helpdesk.mail_attached": "Courriel reçu rattaché à une demande",
    "helpdesk.mail_asked": "Courriel reçu devenu une demande",
    "helpdesk.mail_discarded": "Courriel reçu écarté",
    "helpdesk.mail_from_pile": "Courriel sans établissement confié à celui-ci",
    "helpdesk.mail_sent_again": "Courriel renvoyé",
    "helpdesk.notices_chosen": "Choix des courriels changé",
    "helpdesk.time_noted": "Temps passé noté",
    "helpdesk.time_taken_back": "Temps passé retiré",
}


def _requests(school: School, ids: Iterable[int]) -> Named:
    """By their number alone: a journal does not tell the words of a request."""
    rows = HelpRequest.objects.for_school(school).filter(pk__in=ids).values_list("pk", "number")
    page = "helpdesk:request_page"
    return {pk: (f"n° {number}", reverse(page, args=[school.uai, number])) for pk, number in rows}


register(JOURNAL_WORDS, 10)(
    JournalWords(
        "helpdesk",
        "Demandes",
        SENTENCES,
        {
            "helpdesk.helprequest": Things("Demande", _requests),
            "helpdesk.message": Things("Message"),
            "helpdesk.transmission": Things("Transmission"),
            "core.incomingmail": Things("Courriel reçu"),
            "core.mail": Things("Courriel"),
        },
    )
)
