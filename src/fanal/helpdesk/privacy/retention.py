"""How long is a request kept? Two years after its end; then what people wrote goes and the count stays.

What remains (number, sort, room, equipment, dates) names nobody and still makes figures. The two years are a
choice of Fanal, as no text sets them.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from fanal.accounts.models.anonymous import stand_in
from fanal.core import journal
from fanal.core.registry import FILES, NEEDED, RETENTION, register
from fanal.core.retention import Retention, remove, years_before
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

YEARS = 2
ERASED = f"Texte effacé {YEARS} ans après la fin de la demande."
AT_ONCE = 100  # requests a transaction: each has a thread


def _erase_words(school_id: int, requests: list[int]) -> None:
    for model in (Follower, RequestFile, Message, TimeSpent, WaitingNotice):
        model.objects.for_school(school_id).filter(help_request__in=requests).delete()
    sent = Transmission.objects.for_school(school_id).filter(help_request__in=requests)
    sent.update(message_ids=[])
    sent.exclude(refusal="").update(refusal=ERASED)
    journal.erase_of(school_id, HelpRequest, requests)
    journal.erase_of(school_id, Transmission, list(sent.values_list("pk", flat=True)))


def _anonymise(school_id: int, now: datetime) -> int:
    rows = HelpRequest.objects.for_school(school_id)
    old = rows.filter(closed_at__lt=years_before(now, YEARS)).exclude(text=ERASED)
    requests = list(old.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if requests:
        _erase_words(school_id, requests)
        nobody = stand_in(school_id)
        rows.filter(pk__in=requests).update(text=ERASED, requester=nobody, taken_by=None)
    return len(requests)


def _forget_notices(school_id: int, now: datetime) -> int:
    """A choice leaves with its person; news that no summary took is too old to be told."""
    waiting = WaitingNotice.objects.for_school(school_id).filter(written_at__lt=now - timedelta(days=14))
    chosen = NoticeChoice.objects.for_school(school_id).filter(person__left_on__lt=now.date())
    return remove(waiting) + remove(chosen)


register(RETENTION, 51)(
    Retention(
        "helpdesk.notices",
        "Le choix de ses courriels : jusqu’au départ ; une nouvelle en attente du récapitulatif : "
        "14 jours au plus.",
        ("helpdesk.NoticeChoice", "helpdesk.WaitingNotice"),
        _forget_notices,
    )
)


@register(FILES)
def claimed_files(school_id: int) -> set[str]:
    return set(RequestFile.objects.for_school(school_id).values_list("sha256", flat=True))


@register(NEEDED)
def awaited(school_id: int) -> set[int]:
    """Whoever asked for something not ended yet, or handles it."""
    running = HelpRequest.objects.for_school(school_id).filter(~Q(state="closed"))
    pairs = running.values_list("requester_id", "taken_by_id")
    return {person for pair in pairs for person in pair if person is not None}


register(RETENTION, 50)(
    Retention(
        "helpdesk.requests",
        f"Une demande : {YEARS} ans après sa fin, ses textes, ses fichiers et ses noms s’effacent ; "
        "son numéro, sa sorte, sa salle et ses dates restent.",
        (
            "helpdesk.HelpRequest",
            "helpdesk.Message",
            "helpdesk.RequestFile",
            "helpdesk.Follower",
            "helpdesk.TimeSpent",
            "helpdesk.Transmission",
        ),
        _anonymise,
    )
)
