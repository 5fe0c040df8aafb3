"""What a successor finds of the requests: those that are open, and what the authority promised."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.wording import title_of


def _named(row: Row) -> str:
    return f"N° {row['number']} : {title_of(row['text'])}"


def _open(school_id: int, today: date) -> QuerySet:
    return HelpRequest.objects.for_school(school_id).open()


def _request(row: Row, school: School) -> list[HandoverEntry]:
    where, since = row["room"] or "sans salle", f"depuis le {day_said(row['asked_at'])}"
    url = address("helpdesk:request_page", school.uai, row["number"])
    detail = joined(where, since, RequestState(row["state"]).label.lower())
    return [HandoverEntry(_named(row), detail, url)]


def _pending(school_id: int, today: date) -> QuerySet:
    return Transmission.objects.for_school(school_id).pending()


def _promise(row: Row, school: School) -> list[HandoverEntry]:
    promised = f"promis pour le {day_said(row['promised_on'])}" if row["promised_on"] else "sans date promise"
    theirs = f"leur numéro {row['external_number']}" if row["external_number"] else ""
    url = address("helpdesk:request_page", school.uai, row["number"])
    sent = f"transmise le {day_said(row['sent_at'])}"
    return [HandoverEntry(_named(row), joined(promised, theirs, sent), url)]


REQUEST = {
    "number": "number",
    "text": "text",
    "room": "room__name",
    "asked_at": "asked_at",
    "state": "state",
}
PROMISE = {
    "number": "help_request__number",
    "text": "help_request__text",
    "promised_on": "promised_on",
    "external_number": "external_number",
    "sent_at": "sent_at",
}
register(HANDOVER, "requests")(
    Chapter(
        "requests",
        "Demandes ouvertes",
        _open,
        REQUEST,
        "number",
        _request,
        "Aucune demande n’est ouverte.",
        lambda school: address("helpdesk:request_list", school.uai),
    )
)
register(HANDOVER, "promises")(
    Chapter(
        "promises",
        "Ce que la collectivité doit encore",
        _pending,
        PROMISE,
        "promised_on",
        _promise,
        "Rien n’attend la collectivité.",
        None,
    )
)
