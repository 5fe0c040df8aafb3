"""What requests keep of somebody who is erased: their number, their sort, their dates; no name, no word."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from fanal.accounts.models.anonymous import stand_in
from fanal.core import journal
from fanal.core.erasing import PERSON, Subject, Trace, blanked, deleted
from fanal.core.registry import ERASURE, register
from fanal.helpdesk.models import (
    Follower,
    HelpRequest,
    Message,
    NoticeChoice,
    RequestFile,
    TimeSpent,
    Transmission,
    WaitingNotice,
)

ERASED = "Texte effacé à la demande de la personne."
OPEN = "Une demande en cours est la sienne, ou lui est confiée : terminez-la, ou confiez-la à quelqu’un."
COUNTED = "comptées toujours, sans texte, sans fichier et sans nom"


def _mine(subject: Subject) -> QuerySet:
    return HelpRequest.objects.for_school(subject.school_id).filter(requester=subject.pk)


def _running(subject: Subject) -> QuerySet:
    rows = HelpRequest.objects.for_school(subject.school_id)
    return rows.filter(Q(requester=subject.pk) | Q(taken_by=subject.pk)).exclude(state="closed")


def _drop(school_id: int, rows: QuerySet) -> None:
    journal.erase_of(school_id, rows.model, list(rows.values_list("pk", flat=True)))
    rows.delete()


def _forget_requests(rows: QuerySet, subject: Subject) -> None:
    """Their threads go whole: everyone in them speaks of what they asked. The minutes spent are figures."""
    school_id, requests = subject.school_id, list(rows.values_list("pk", flat=True))
    for model in (Follower, RequestFile, Message, WaitingNotice):
        _drop(school_id, model.objects.for_school(school_id).filter(help_request__in=requests))
    sent = Transmission.objects.for_school(school_id).filter(help_request__in=requests)
    journal.erase_of(school_id, Transmission, list(sent.values_list("pk", flat=True)))
    sent.update(message_ids=[])
    sent.exclude(refusal="").update(refusal=ERASED)
    rows.update(text=ERASED, requester=stand_in(school_id))


def _forget_messages(rows: QuerySet, subject: Subject) -> None:
    _drop(subject.school_id, RequestFile.objects.for_school(subject.school_id).filter(message__in=rows))
    rows.update(text=ERASED, author=None, author_name="")


def _of_person(
    model: type[Follower | NoticeChoice | WaitingNotice | TimeSpent],
) -> Callable[[Subject], QuerySet]:
    return lambda who: model.objects.for_school(who.school_id).filter(person=who.pk)


OFFERED = (
    Trace("Demandes en cours", (PERSON,), (), _running, stops=OPEN),
    Trace(
        "Demandes",
        (PERSON,),
        ("helpdesk.HelpRequest", "helpdesk.RequestFile", "helpdesk.Transmission"),
        _mine,
        becomes=COUNTED,
        forget=_forget_requests,
    ),
    Trace(
        "Messages sur les demandes des autres",
        (PERSON,),
        ("helpdesk.Message",),
        lambda who: (
            Message.objects.for_school(who.school_id)
            .filter(author=who.pk)
            .exclude(help_request__requester=who.pk)
        ),
        becomes="remplacés par une phrase qui dit qu’ils sont effacés",
        forget=_forget_messages,
    ),
    Trace(
        "Demandes qui lui étaient confiées",
        (PERSON,),
        (),
        lambda who: HelpRequest.objects.for_school(who.school_id).filter(taken_by=who.pk, state="closed"),
        becomes="sans dire à qui",
        forget=blanked(taken_by=None),
    ),
    Trace(
        "Temps passé",
        (PERSON,),
        ("helpdesk.TimeSpent",),
        _of_person(TimeSpent),
        becomes="compté toujours, sans dire par qui",
        forget=lambda rows, who: rows.update(person=stand_in(who.school_id)),
    ),
    Trace("Demandes suivies", (PERSON,), ("helpdesk.Follower",), _of_person(Follower), forget=deleted),
    Trace(
        "Choix de ses courriels",
        (PERSON,),
        ("helpdesk.NoticeChoice",),
        _of_person(NoticeChoice),
        forget=deleted,
    ),
    Trace(
        "Nouvelles en attente",
        (PERSON,),
        ("helpdesk.WaitingNotice",),
        _of_person(WaitingNotice),
        forget=deleted,
    ),
)
for trace in OFFERED:
    register(ERASURE, 20)(trace)
