"""What requests keep about people: what they asked and wrote, their time, how they want to be written to.

Two years after its end, what people wrote goes and the count stays: number, sort, room, equipment and dates
name nobody and still make figures. The two years are a choice of Fanal, as no text sets them.
"""

from datetime import datetime

from django.db.models import Q, QuerySet

from fanal.accounts.models.anonymous import stand_in
from fanal.core import journal
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.people.erasure import Subject
from fanal.core.people.kinds import ANYONE, PARTNERS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, Files, JournalName, Needed, Own
from fanal.core.retention.removal import years_before
from fanal.helpdesk.models import (
    Follower,
    HelpRequest,
    Message,
    RequestFile,
    TimeSpent,
    Transmission,
    WaitingNotice,
)
from fanal.helpdesk.rules.codes import RequestState

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
    "helpdesk.solution_taken_back": "Résolution annulée aussitôt",
    "helpdesk.gathering_taken_back": "Réunion annulée aussitôt",
    "helpdesk.reply_taken_back": "Réponse reprise aussitôt",
    "helpdesk.closed": "Demande terminée",
    "helpdesk.reopened": "Demande rouverte",
    "helpdesk.merged": "Demande réunie à une autre",
    "helpdesk.entrusted": "Demande confiée à un collègue",
    "helpdesk.told_authority": "Réponse envoyée à la collectivité",
    "helpdesk.gathered": "Doublon reçu par cette demande",
    "helpdesk.given_back": "Urgence et suivi rendus à un doublon séparé",
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
    "helpdesk.mail_filed": "Courriel reçu classé",
    "helpdesk.mail_to_sort": "Courriel reçu mis à trier",
    "helpdesk.mail_refused": "Courriel reçu refusé",
    "helpdesk.mail_discarded": "Courriel reçu écarté",
    "helpdesk.mail_from_pile": "Courriel sans établissement confié à celui-ci",
    "helpdesk.mail_sent_again": "Courriel renvoyé",
    "helpdesk.notices_chosen": "Choix des courriels changé",
    "helpdesk.time_noted": "Temps passé noté",
    "helpdesk.time_taken_back": "Temps passé retiré",
}
YEARS = 2
OLD = f"Texte effacé {YEARS} ans après la fin de la demande."
ERASED = "Texte effacé à la demande de la personne."
AT_ONCE = 100  # requests a transaction: each has a thread


def _drop(school_id: int, rows: QuerySet) -> None:
    journal.erase_of(school_id, rows.model, list(rows.values_list("pk", flat=True)))
    rows.delete()


def _forget_transmissions(school_id: int, requests: list[int], instead: str) -> None:
    sent = Transmission.objects.for_school(school_id).filter(help_request__in=requests)
    journal.erase_of(school_id, Transmission, list(sent.values_list("pk", flat=True)))
    sent.update(message_ids=[])
    sent.exclude(refusal="").update(refusal=instead)


def _forget_requests(rows: QuerySet, who: Subject) -> None:
    """Their threads go whole: everyone in them speaks of what they asked. The minutes spent are figures."""
    school_id, requests = who.school_id, list(rows.values_list("pk", flat=True))
    for model in (Follower, RequestFile, Message, WaitingNotice):
        _drop(school_id, model.objects.for_school(school_id).filter(help_request__in=requests))
    _forget_transmissions(school_id, requests, ERASED)
    rows.update(text=ERASED, requester=stand_in(school_id))


def _messages_to_others(who: Subject) -> QuerySet:
    """Those on their own requests go with the thread."""
    rows = Message.objects.for_school(who.school_id).filter(author=who.pk)
    return rows.exclude(help_request__requester=who.pk)


def _forget_messages(rows: QuerySet, who: Subject) -> None:
    """A thread goes on to make sense: a sentence stands where they wrote."""
    _drop(who.school_id, RequestFile.objects.for_school(who.school_id).filter(message__in=rows))
    rows.update(text=ERASED, author=None, author_name="")


def _signed_by_partner(who: Subject) -> QuerySet:
    """What a technician wrote is signed, and linked to nobody of the school."""
    rows = Message.objects.for_school(who.school_id).filter(author__isnull=True)
    return who.naming(rows, "author_name")


def _anonymise(school_id: int, now: datetime) -> int:
    """The threads of old requests go with the journal of the requests, which tells of them."""
    rows = HelpRequest.objects.for_school(school_id)
    old = rows.filter(closed_at__lt=years_before(now, YEARS)).exclude(text=OLD)
    requests = list(old.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if requests:
        for model in (Follower, RequestFile, Message, TimeSpent, WaitingNotice):
            model.objects.for_school(school_id).filter(help_request__in=requests).delete()
        _forget_transmissions(school_id, requests, OLD)
        journal.erase_of(school_id, HelpRequest, requests)
        nobody = stand_in(school_id)
        rows.filter(pk__in=requests).update(text=OLD, requester=nobody, taken_by=None)
    return len(requests)


keeps = AppPrivacy(
    "helpdesk",
    "Demandes",
    SENTENCES,
    place="helpdesk.requests",
    purpose="Répondre aux demandes d’aide, et les transmettre à la collectivité",
)
keeps.rule(
    "helpdesk.requests",
    f"Une demande : {YEARS} ans après sa fin, ses textes, ses fichiers et ses noms s’effacent ; "
    "son numéro, sa sorte, sa salle et ses dates restent.",
    HelpRequest,
    Message,
    RequestFile,
    Follower,
    TimeSpent,
    Transmission,
    remover=_anonymise,
)
keeps(
    HelpRequest,
    Erased(
        "Demandes en cours",
        ("requester", "taken_by"),
        where=~Q(state="closed"),
        stops="Une demande en cours est la sienne, ou lui est confiée : terminez-la, ou confiez-la à "
        "quelqu’un.",
    ),
    Erased(
        "Demandes",
        "requester",
        becomes="comptées toujours, sans texte, sans fichier et sans nom",
        forget=_forget_requests,
        also=(RequestFile, Transmission, Message),
    ),
    Erased(
        "Demandes qui lui étaient confiées", "taken_by", where=Q(state="closed"), becomes="sans dire à qui"
    ),
    Own(
        "demandes",
        {"numéro": "number", "texte": "text", "envoyée": "asked_at", "état": "state"},
        by="numéro",
        of="requester",
        labels={"état": RequestState},
    ),
    # By its number alone: a journal does not tell the words of a request.
    JournalName("Demande", "n° {0.number}", "helpdesk:request_page", by="number"),
    Needed(("requester", "taken_by"), among=lambda requests: requests.exclude(state="closed")),
    Own(
        "demandes prises en charge",
        {"numéro": "number", "envoyée": "asked_at", "état": "state"},
        by="numéro",
        of="taken_by",
        labels={"état": RequestState},
    ),
)
keeps(
    Message,
    Erased(
        "Messages sur les demandes des autres",
        rows=_messages_to_others,
        becomes="remplacés par une phrase qui dit qu’ils sont effacés",
        forget=_forget_messages,
    ),
    Erased(
        "Messages signés par ce partenaire",
        rows=_signed_by_partner,
        sorts=(PARTNERS.code,),
        becomes="gardés, sans nom",
        leaves={"author_name": "Partenaire"},
    ),
    About(PARTNERS, "author_name", what="ses réponses aux demandes"),
    About(STAFF),
    About(ANYONE, "text", what="ce qu’un message dit d’elle"),
    Own(
        "messages",
        {"demande": "help_request__number", "texte": "text", "écrit": "written_at"},
        by="écrit",
        of="author",
    ),
    JournalName("Message"),
)
keeps(RequestFile, About(STAFF, "name", "sha256", what="les photos jointes à une demande"), Files())
keeps(Transmission, JournalName("Transmission"))
keeps(
    TimeSpent,
    Erased(
        "Temps passé",
        "person",
        becomes="compté toujours, sans dire par qui",
        forget=lambda rows, who: rows.update(person=stand_in(who.school_id)),
    ),
    Own(
        "temps passé",
        {"demande": "help_request__number", "jour": "day", "minutes": "minutes"},
        by="jour",
        is_private=True,
    ),
)
keeps(
    Follower,
    Erased("Demandes suivies", "person"),
    Own("demandes suivies", {"demande": "help_request__number"}, by="demande"),
)
keeps(IncomingMail, JournalName("Courriel reçu"))
keeps(Mail, JournalName("Courriel"))
