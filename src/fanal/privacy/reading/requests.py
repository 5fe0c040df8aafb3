"""Requests about data as their register shows them, and the letters that answer them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fanal.accounts.models import School
from fanal.accounts.rules.french import counted, full_day
from fanal.core.paper import typeset_whole
from fanal.privacy.models import RightsRequest
from fanal.privacy.reading.register import NO_DPO, dpo_words, head_words
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


@dataclass(frozen=True)
class ShownRequest:
    """One request in the list, with its term in words."""

    row: RightsRequest
    due_on: date
    tone: str
    words: str
    steps: list[str]


def shown_request(row: RightsRequest, today: date) -> ShownRequest:
    asked, left = row.asked, days_left(row.asked, today)
    if asked.answered_on:
        tone, words = "ok", row.get_answer_display()
    elif left < 0:
        tone, words = "bad", f"En retard de {counted(-left, 'jour', 'jours')}"
    else:
        tone, words = ("warn" if left <= SOON else "info"), counted(left, "jour restant", "jours restants")
    return ShownRequest(row, asked.due_on, tone, words, next_steps(asked, today))


def requests_of(school: School, today: date) -> list[ShownRequest]:
    """Open ones first, the nearest term first (one query)."""
    rows = [
        shown_request(one, today) for one in RightsRequest.objects.for_school(school).order_by("-received_on")
    ]
    return sorted(rows, key=lambda one: (one.row.answered_on is not None, one.due_on))


def remedy_of(school: School, today: date) -> str:
    """What the person may do. A private school has the académie's delegate only if it appointed them."""
    is_public = school.status != School.Status.PRIVATE
    has_delegate = is_public or dpo_words(school, today) != NO_DPO
    return REMEDY.format(delegate=DELEGATE if has_delegate else "")


def letter_of(row: RightsRequest, school: School, today: date) -> bytes:
    """The letter that the request waits for now: received, longer, or the answer."""
    asked = row.asked
    told = {
        "received": full_day(asked.received_on), "due": full_day(asked.due_on),
        "reason": f"{asked.extension_reason.rstrip('.')}.",
    }  # fmt: skip
    if asked.answered_on:
        lines = [ANSWERS[asked.answer].format(**told), *asked.answer_reason.splitlines()]
        lines += [remedy_of(school, today)] if asked.answer != RequestOutcome.YES else []
    else:
        lines = [(LONGER if asked.extended_on else RECEIVED).format(**told)]
    data = {
        "title": f"Votre demande sur vos données – {school.name}", "school": school.name, "who": asked.who,
        "address": [word for word in (school.address, school.city) if word],
        "day": full_day(today),
        "about": f"Votre demande n° {row.number} : {row.get_right_display()}",
        "lines": [line for line in lines if line.strip()], "signed": head_words(school),
    }  # fmt: skip
    return typeset_whole(LETTER, data)
