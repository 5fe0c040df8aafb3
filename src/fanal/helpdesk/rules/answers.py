"""What does an answer received by mail mean, and what does it change?

A requester answers « oui » or « non » to « Ça remarche ? »; an authority writes its own number in the
subject. Pure: no database, no clock.
"""

import re
from enum import Enum

from fanal.core.text.words import fold
from fanal.helpdesk.rules.codes import RequestState, WaitingFor

REOPEN_DAYS = 30
SHORT = 80
YES = (
    "oui",
    "ok",
    "ca marche",
    "ca remarche",
    "ca fonctionne",
    "c'est bon",
    "tout marche",
    "tout fonctionne",
    "parfait",
)
THANKS = ("merci", "super merci", "bien recu", "entendu", "d'accord")
NO = (
    "non",
    "toujours pas",
    "pas encore",
    "ca ne marche",
    "ca ne remarche",
    "ca ne fonctionne",
    "ne marche",
    "rien n'a change",
)
DOUBT = re.compile(r"\b(mais|sauf|toujours pas|ne \w+ pas|plus rien|encore en panne|par contre)\b")
NUMBERS = (
    re.compile(r"\[\s*(?:glpi|rt|otrs|ticket|incident|demande)?\s*#\s*0*(\d{1,12})\s*\]", re.IGNORECASE),
    re.compile(r"\b((?:INC|REQ|RITM|SR|DI)[-_]?\d{4,12})\b"),
    re.compile(
        r"\b(?:ticket|incident|dossier)\s*(?:n\s*[°ºo]\s*|num[ée]ro\s*|#\s*|:\s*)+0*([A-Z]{0,4}-?\d{2,12})\b",
        re.IGNORECASE,
    ),
)


class Meaning(Enum):
    """What a short answer says; anything longer or mixed is OTHER."""

    YES = "yes"
    THANKS = "thanks"
    NO = "no"
    OTHER = "other"


class AnswerEffect(Enum):
    """What an answer of the requester does to the request."""

    NOTHING = "nothing"
    CLOSE = "close"
    REOPEN = "reopen"
    RESUME = "resume"
    LINK = "link"


def _begins(text: str, words: tuple[str, ...]) -> bool:
    return any(re.match(rf"{re.escape(word)}\b", text) for word in words)


def meaning(text: str) -> Meaning:
    """« Oui merci ! » is YES; « oui mais le son ne marche pas » is OTHER: a doubt never closes anything."""
    flat = " ".join(fold(text).split())
    if _begins(flat, NO):
        return Meaning.NO
    if len(flat) > SHORT or DOUBT.search(flat):
        return Meaning.OTHER
    if _begins(flat, YES):
        return Meaning.YES
    return Meaning.THANKS if _begins(flat, THANKS) else Meaning.OTHER


def effect(
    state: RequestState, meaning: Meaning, *, waiting_for: str = "", days_closed: int = 0
) -> AnswerEffect:
    """What the requester's answer does. After `REOPEN_DAYS` a closed one stays so: a new one is made."""
    is_content = meaning in {Meaning.YES, Meaning.THANKS}
    if state is RequestState.SOLVED:
        return AnswerEffect.CLOSE if is_content else AnswerEffect.REOPEN
    if state is RequestState.CLOSED:
        if is_content:
            return AnswerEffect.NOTHING
        return AnswerEffect.REOPEN if days_closed <= REOPEN_DAYS else AnswerEffect.LINK
    if state is RequestState.WAITING and waiting_for == WaitingFor.REQUESTER:
        return AnswerEffect.RESUME
    return AnswerEffect.NOTHING


def external_number(subject: str, text: str = "") -> str:
    """Their own number: « [GLPI #0000123] » → « 123 », « Ticket n° 88531 » → « 88531 »; else nothing."""
    for words in (subject, text[:2000]):
        for pattern in NUMBERS:
            if match := pattern.search(words):
                return match[1][:40]
    return ""
