"""What the services keep about people: their acts, their reviews, the states and the habits they declared."""

from django.db.models import Q, QuerySet

from fanal.accounts.rules import law
from fanal.core.erasing import Subject
from fanal.core.personal_data import AppPrivacy, Erased, Files, JournalName, Own, Until, days, years
from fanal.online_services.models import (
    AccessReview,
    Designation,
    OnlineService,
    ReviewedRight,
    ReviewedService,
    ServiceDocument,
    ServiceHabit,
    ServiceWatch,
    Signing,
    SigningFile,
    StatePeriod,
)
from fanal.online_services.rules.checklist import HABIT_OF
from fanal.online_services.rules.habit_facts import HabitAnswer
from fanal.online_services.rules.states import DECLARED, LABELS, ServiceState

SENTENCES = {
    "online_services.added": "Service en ligne ajouté",
    "online_services.processing_begun": "Fiche du registre commencée pour un service",
    "online_services.changed": "Service en ligne modifié",
    "online_services.contract_written": "Contrat d’un service en ligne écrit",
    "online_services.document_joined": "Document joint à un service en ligne",
    "online_services.document_removed": "Document d’un service en ligne retiré",
    "online_services.archived": "Service en ligne archivé",
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
}


def _acts_of_others(who: Subject) -> QuerySet:
    """The acts that name them as delegate stay whole."""
    rows = Designation.objects.for_school(who.school_id)
    mine = Q(prepared_by=who.pk) | Q(confirmed_by=who.pk) | Q(substitute=who.pk)
    return rows.filter(mine).exclude(delegate=who.pk)


def _unname(rows: QuerySet, who: Subject) -> None:
    """Whose right it was is forgotten; that it was reviewed, and what was decided, stays."""
    mine = Q(person=who.pk) | who.named_in("who", "reason")
    rows.filter(mine).update(person=None, who="Personne partie", reason="")
    rows.filter(doer=who.pk).update(doer=None)


keeps = AppPrivacy(
    "online_services", "Services en ligne", SENTENCES, journal=25, own=41, erasure=40, retention=42
)
STATES = keeps.rule("online_services.states", "L’état d’un service : un an après sa fin.")
REVIEWS = keeps.rule("online_services.reviews", "Une revue d’accès : cinq ans.")
HABITS = keeps.rule(
    "online_services.habits", "Une réponse sur les habitudes de sécurité d’un service : deux ans."
)
ACTS = keeps.rule("online_services.acts", "Une désignation et son scan : cinq ans après la fin de l’acte.")

keeps(
    OnlineService,
    Erased(
        "Services dont la fiche porte son nom",
        named_in=("ask", "support", "note", "access", "duties"),
        why="un contact de l’établissement : remplacez-le dans la fiche du service",
    ),
    JournalName("Service", "{0.name}", "online_services:service_page", by="pk"),
)
keeps(ServiceDocument, Files())
keeps(ServiceWatch, JournalName("Vérifications"))
keeps(
    StatePeriod,
    Erased(
        "États de services déclarés",
        "declared_by",
        becomes="sans dire par qui, ni leurs mots",
        leaves={"reason": ""},
    ),
    Until(STATES, "ended_at", days(365)),
    Until(STATES, "expected_end", days(365), where=Q(ended_at__isnull=True, source=DECLARED)),
    Own(
        "états de services déclarés",
        {"service": "service__name", "état": "state", "depuis": "starts_at"},
        by="depuis",
        labels={"état": lambda state: LABELS[ServiceState(state)]},
    ),
    JournalName("État"),
)
keeps(
    Signing,
    Erased(
        "Actes signés, et leurs scans",
        "signed_by",
        why=f"un acte dit le prénom, le nom et la qualité de qui l’a signé ({law.SIGNATURE})",
        also=(SigningFile,),
    ),
    Until(ACTS, where=Q(acts__isnull=True), also=(SigningFile,)),
)
keeps(SigningFile, Files())
keeps(
    Designation,
    Erased(
        "Désignations, actes signés compris",
        "delegate",
        why="prouver qui administrait quoi, par quel acte : cinq ans après la fin de l’acte",
    ),
    Erased(
        "Désignations préparées, confirmées, ou dont la personne est suppléante",
        ("prepared_by", "confirmed_by", "substitute"),
        rows=_acts_of_others,
        becomes="sans dire par qui ; l’acte signé garde son texte",
        keeps_history=True,
    ),
    Until(ACTS, "ends_on", years(5)),
    Until(ACTS, "revoked_on", years(5)),
    Own(
        "désignations",
        {
            "acte": "number",
            "service": "service__name",
            "du": "starts_on",
            "au": "ends_on",
            "étape": "step",
            "acceptées le": "acknowledged_at",
        },
        by="du",
        of="delegate",
        among=lambda acts, _: acts.signed(),
        labels={"service": lambda name: name or "Fanal", "étape": Designation.Step},
    ),
    JournalName("Désignation", "n° {0.number}", "designations:act_page", by="number"),
)
keeps(
    ReviewedRight,
    Erased(
        "Droits revus",
        ("person", "doer"),
        named_in=("who", "reason"),
        becomes="comptés toujours, sans nom",
        forget=_unname,
    ),
    JournalName("Droit revu"),
)
keeps(
    AccessReview,
    Erased(
        "Revues d’accès ouvertes ou closes",
        ("opened_by", "closed_by"),
        becomes="sans dire par qui",
        keeps_history=True,
    ),
    Until(REVIEWS, "opened_on", years(5), also=(ReviewedService, ReviewedRight)),
    JournalName("Revue d’accès"),
)
keeps(
    ReviewedService,
    Erased("Services revus", "done_by", becomes="sans dire par qui, ni leurs mots", leaves={"note": ""}),
    JournalName("Service revu"),
)
keeps(
    ServiceHabit,
    Erased(
        "Habitudes de sécurité dites",
        "said_by",
        named_in=("note",),
        becomes="sans dire par qui, ni leurs mots",
        leaves={"note": ""},
    ),
    Until(HABITS, "said_on", days(2 * 365)),
    Own(
        "habitudes de sécurité dites",
        {"service": "service__name", "habitude": "code", "réponse": "answer", "dite le": "said_on"},
        by="dite le",
        labels={"habitude": lambda code: HABIT_OF[code].label, "réponse": HabitAnswer},
    ),
    JournalName("Habitude de sécurité"),
)
