"""The journal of services and of their accounts, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.online_services.models import Designation, OnlineService

SENTENCES = {
    "online_services.added": "Service en ligne ajouté",
    "online_services.processing_begun": "Fiche du registre commencée pour un service",
    "online_services.changed": "Service en ligne modifié",
    "online_services.contract_written": "Contrat d’un service en ligne écrit",
    "online_services.document_joined": "Document joint à un service en ligne",
    "online_services.document_removed": "Document d’un service en ligne retiré",
    "online_services.archived": "Service en ligne archivé",
    "online_services.admins_expected": "Administrateurs prévus d’un service indiqués",
    "online_services.sheets_printed": "Fiches de connexion imprimées",
    "online_services.compared": "Comptes d’un service comparés",
    "online_services.finding_done": "Écart de comptes coché fait",
    "online_services.finding_accepted": "Écart de comptes accepté",
    "online_services.finding_reopened": "Écart de comptes à refaire",
    "online_services.findings_settled": "Écarts de comptes réglés d’un coup",
    "online_services.owner_decided": "Titulaire d’un compte reconnu",
    "online_services.state_declared": "État d’un service déclaré",
    "online_services.state_ended": "État d’un service terminé",
    "online_services.state_checked": "État d’un service constaté par une vérification",
    "online_services.watched": "Vérifications d’un service choisies",
    "online_services.habit_said": "Habitude de sécurité d’un service dite",
    "online_services.act_prepared": "Désignation préparée",
    "online_services.act_changed": "Projet de désignation modifié",
    "online_services.act_renewed": "Renouvellement d’une désignation préparé",
    "online_services.act_dropped": "Projet de désignation abandonné",
    "online_services.act_sent": "Désignation mise au parapheur",
    "online_services.act_taken_back": "Désignation reprise du parapheur",
    "online_services.act_validated": "Désignation validée dans Fanal",
    "online_services.act_refused": "Désignation refusée par la direction",
    "online_services.act_signed": "Désignation signée",
    "online_services.act_published": "Désignation publiée",
    "online_services.act_acknowledged": "Obligations d’une désignation acceptées",
    "online_services.act_suspended": "Désignation suspendue",
    "online_services.act_to_confirm": "Désignation à confirmer : son signataire n’est plus en fonction",
    "online_services.act_confirmed": "Désignation confirmée",
    "online_services.act_revoked": "Désignation abrogée",
    "online_services.review_opened": "Revue d’accès ouverte",
    "online_services.review_completed": "Actes signés depuis ajoutés à une revue",
    "online_services.service_reviewed": "Service revu",
    "online_services.right_added": "Droit ajouté à une revue",
    "online_services.right_withdrawn": "Droit ajouté par erreur à une revue, ôté",
    "online_services.right_entrusted": "Droit à retirer ou à changer confié",
    "online_services.right_done": "Droit retiré ou changé dans un service",
    "online_services.review_closed": "Revue d’accès close et attestée",
    "online_services.decision_undone": "Titulaire d’un compte à reconnaître de nouveau",
}


def _services(school: School, ids: Iterable[int]) -> Named:
    rows = OnlineService.objects.for_school(school).filter(pk__in=ids).values_list("pk", "name")
    return {pk: (name, reverse("online_services:service_page", args=[school.uai, pk])) for pk, name in rows}


def _acts(school: School, ids: Iterable[int]) -> Named:
    rows = Designation.objects.for_school(school).filter(pk__in=ids).values_list("pk", "number")
    return {
        pk: (f"n° {number}", reverse("designations:act_page", args=[school.uai, number]))
        for pk, number in rows
    }


register(JOURNAL_WORDS, 25)(
    JournalWords(
        "online_services",
        "Services en ligne",
        SENTENCES,
        {
            "online_services.onlineservice": Things("Service", _services),
            "online_services.comparison": Things("Comparaison"),
            "online_services.finding": Things("Écart"),
            "online_services.stateperiod": Things("État"),
            "online_services.servicewatch": Things("Vérifications"),
            "online_services.servicehabit": Things("Habitude de sécurité"),
            "online_services.designation": Things("Désignation", _acts),
            "online_services.accessreview": Things("Revue d’accès"),
            "online_services.reviewedservice": Things("Service revu"),
            "online_services.reviewedright": Things("Droit revu"),
        },
    )
)
