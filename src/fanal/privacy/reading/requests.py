"""Requests about data as their register shows them, and the letters that answer them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.documents.paper import typeset_whole
from fanal.core.text.french import counted, full_day
from fanal.privacy.models import RightsRequest
from fanal.privacy.reading.delegates import has_academy_delegate, own_delegate
from fanal.privacy.rules.requests import RequestOutcome, days_left, next_steps

LETTER = Path(__file__).parents[1] / "documents" / "rights_letter.typ"
SOON = 7
RECEIVED = (
    "Nous avons reçu votre demande le {received}. Nous vous répondrons au plus tard le {due}. Si nous avons "
    "besoin de nous assurer de votre identité, nous vous le dirons."
)
LONGER = (
    "Nous avons reçu votre demande le {received}. Elle demande plus de temps : {reason} Nous vous "
    "répondrons au plus tard le {due}."
)
ANSWERS = {
    RequestOutcome.YES: "Nous avons donné suite à votre demande reçue le {received}.",
    RequestOutcome.PARTLY: "Nous avons donné suite en partie à votre demande reçue le {received}.",
    RequestOutcome.NO: "Nous ne pouvons pas donner suite à votre demande reçue le {received}.",
}
REMEDY = (
    "Si cette réponse ne vous convient pas, vous pouvez {delegate}adresser une réclamation à la CNIL, ou "
    "saisir le juge."
)
DELEGATE = "écrire au délégué à la protection des données de l’académie, "
UNKNOWN_DELEGATE = "écrire au délégué à la protection des données (……………………………), "
OWN_DELEGATE = "écrire au délégué à la protection des données ({delegate}), "


@dataclass(frozen=True)
class RightsRequestRow:
    """One request in the list, with its term in words."""

    row: RightsRequest
    due_on: date
    tone: str
    words: str
    steps: list[str]


def row_of(row: RightsRequest, today: date) -> RightsRequestRow:
    facts, left = row.facts, days_left(row.facts, today)
    if facts.answered_on:
        tone, words = "ok", row.get_answer_display()
    elif left < 0:
        tone, words = "bad", f"En retard de {counted(-left, 'jour', 'jours')}"
    else:
        tone, words = ("warn" if left <= SOON else "info"), counted(left, "jour restant", "jours restants")
    return RightsRequestRow(row, facts.due_on, tone, words, next_steps(facts, today))


def requests_of(school: School, today: date, view: str = "") -> list[RightsRequestRow]:
    """Open ones first, the nearest term first (one query); `view`: all of them, or a code of `OPEN_TABS`."""
    every = RightsRequest.objects.for_school(school).order_by("-received_on")
    listed = every.still_open() if view else every
    rows = [row_of(rights_request, today) for rights_request in listed]
    return sorted(rows, key=lambda line: (line.row.answered_on is not None, line.due_on))


def remedy_of(school: School, today: date) -> str:
    """What the person may do; the delegate is the one whom the school wrote down.

    The académie's is named only where the school appointed them; a public school, which must have a delegate,
    has else a line to write on.
    """
    if own := own_delegate(school):
        return REMEDY.format(delegate=OWN_DELEGATE.format(delegate=own))
    if has_academy_delegate(school, today):
        return REMEDY.format(delegate=DELEGATE)
    return REMEDY.format(delegate="" if school.is_private else UNKNOWN_DELEGATE)


def letter_of(row: RightsRequest, school: School, today: date) -> bytes:
    """The letter that the request waits for now: received, longer, or the answer."""
    facts = row.facts
    values = {
        "received": full_day(facts.received_on),
        "due": full_day(facts.due_on),
        "reason": f"{facts.extension_reason.rstrip('.')}.",
    }
    if facts.answered_on:
        lines = [ANSWERS[facts.answer].format(**values), *facts.answer_reason.splitlines()]
        lines += [remedy_of(school, today)] if facts.answer != RequestOutcome.YES else []
    else:
        lines = [(LONGER if facts.extended_on else RECEIVED).format(**values)]
    data = {
        "title": f"Votre demande sur vos données – {school.name}",
        "school": school.name,
        "who": facts.who,
        "letterhead": letterhead_of(school),
        "day": full_day(today),
        "about": f"Votre demande n° {row.number} : {row.get_right_display()}",
        "lines": [line for line in lines if line.strip()],
        "signer": list(signer_words(head_of(school, today))),
    }
    return typeset_whole(LETTER, data)
