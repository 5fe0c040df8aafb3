"""A loan: its states, what may be done in each, when it is late, when its borrower is reminded."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.text.french import first_named, full_day
from fanal.core.text.words import fold


class LoanState(StrEnum):
    """Codes of the states of a loan. The last thing that comes back closes it."""

    PREPARED = "prepared"
    OUT = "out"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What became of one machine of a loan."""

    OUT = "out"
    BACK = "back"
    DAMAGED = "damaged"
    LOST = "lost"
    STOLEN = "stolen"
    OWNED = "owned"
    CANCELLED = "cancelled"


LABELS = {
    Outcome.OUT: "Prêté",
    Outcome.BACK: "Rendu",
    Outcome.DAMAGED: "Rendu abîmé",
    Outcome.LOST: "Perdu",
    Outcome.STOLEN: "Volé",
    Outcome.OWNED: "Devenu propriété de l’élève",
    Outcome.CANCELLED: "Annulé",
}
GONE = (Outcome.LOST, Outcome.STOLEN)
GIVEN_BACK = (Outcome.BACK, Outcome.DAMAGED)
ENDS = (*GIVEN_BACK, *GONE)  # that somebody may note
MOST_MACHINES = 60  # in one loan
MOST_PAPERS = 60  # agreements noted as signed at once
LONGEST = timedelta(days=6 * 366)  # from the first class of a collège to the last of a lycée, and some
REMINDED_AT = (30, 15, 3)  # days before it is due
LATE = -1  # the reminder of the first day on which it is late
MADE_UP = 7  # days that a reminder of the late waits for a job that did not run
SHOWN = 3  # machines named on a line
KEPT_YEARS = 1  # of the names, once everything is back
UNSETTLED_YEARS = 5  # at most, while a loss or a theft is not settled
SIGNATURES = (1, 2)
NUMBER = re.compile(r"(?:pret )? ?(?:(?:n ?[°o]?|numero) ?)?(\d{1,6})")  # folded
SURE = "Prêtez-en un autre, ou cochez « Prêter quand même » et recommencez : qui a réservé est prévenu."
NO_SIGNER = "Donnez le nom du responsable qui emprunte pour la famille, et qui signe."


def number_in(typed: str) -> int:
    """« n° 18 », « prêt 18 », « 18 »: the number of a loan; 0 when these words are none."""
    match = NUMBER.fullmatch(fold(typed.strip()))
    return int(match[1]) if match else 0


def due_refusals(due_on: date | None, today: date) -> list[str]:
    """Why it cannot be due that day; none for a loan without an end."""
    if due_on is None:
        return []
    if due_on < today:
        return ["L’échéance est passée : choisissez un jour à venir, ou aucune pour une dotation."]
    if due_on - today > LONGEST:
        return ["L’échéance est à plus de six ans : vérifiez l’année, ou n’en donnez pas pour une dotation."]
    return []


def one_more_refusals(who: str, held: Sequence[str]) -> list[str]:
    """Why whoever has these already is lent nothing more, where one machine is for each."""
    if not held:
        return []
    return [f"{who} a déjà {', '.join(held)}. Pour un appareil de plus, cochez la case et recommencez."]


def prolong_refusals(state: str, due_on: date | None, to: date | None, today: date) -> list[str]:
    """Why this loan cannot be prolonged until then; None: without an end."""
    if state not in {LoanState.PREPARED, LoanState.OUT}:
        return ["Ce prêt est terminé : faites-en un nouveau."]
    if to == due_on:
        return ["C’est déjà son échéance : choisissez un autre jour."]
    return due_refusals(to, today)


def is_shorter(before: date | None, to: date | None) -> bool:
    """Whether a loan ends earlier than it did; None: without an end."""
    return to is not None and (before is None or to < before)


def hand_over_refusals(state: str, *, is_signed: bool) -> list[str]:
    """Why its machines cannot be handed over yet."""
    if state == LoanState.OUT:
        return ["C’est déjà remis."]
    if state != LoanState.PREPARED:
        return ["Ce prêt est terminé : faites-en un nouveau."]
    if not is_signed:
        return ["La convention n’est pas signée : faites-la signer, puis remettez le matériel."]
    return []


def end_refusals(outcome: str) -> list[str]:
    """Why this is no end of a machine. A theft is noted at once: the number of the complaint may follow."""
    return [] if outcome in ENDS else ["Dites ce qu’il en est : rendu, abîmé, perdu ou volé."]


DECIDED_FOR_GOOD = (
    "Ce qui est décidé de cette perte se corrige, et ne s’efface pas : une demande d’effacement en dépend."
)


def complete_refusals(outcome: str, *, is_erased: bool) -> list[str]:
    """Why nothing more is said of what became of it: a complaint, an insurer, a decision."""
    if outcome not in {Outcome.DAMAGED, *GONE}:
        return ["Seul ce qui est abîmé, perdu ou volé se complète : cet appareil ne l’est pas, ou plus."]
    if is_erased:
        return ["Les noms de ce prêt sont effacés : ce qui en est dit ne change plus."]
    return []


def paper_day_refusals(signed_on: date, made_on: date, today: date) -> list[str]:
    """Why an agreement was not signed that day."""
    if signed_on > today:
        return ["Ce jour est à venir : donnez celui où la convention a été signée."]
    if signed_on < made_on:
        return [f"Ce prêt n’est préparé que depuis le {full_day(made_on)} : vérifiez le jour."]
    return []


def undo_refusals(outcome: str, ended_on: date | None, today: date, *, is_exchanged: bool) -> list[str]:
    """Why a return is not said to be a mistake: only the day it was noted, whatever was noted."""
    if outcome not in ENDS:
        return ["Seul un retour s’annule : cet appareil n’a pas été noté rendu, abîmé, perdu ou volé."]
    if is_exchanged:
        return ["Cet appareil a été échangé : échangez de nouveau celui qui l’a remplacé."]
    if ended_on == today:
        return []
    if outcome in GONE:
        return ["Un retour s’annule le jour où il est noté : s’il est là, notez « Retrouvé »."]
    return ["Un retour s’annule le jour où il est noté : aujourd’hui, faites un nouveau prêt."]


def recover_refusals(outcome: str, *, is_erased: bool) -> list[str]:
    """Why nothing of this loan is there again."""
    if outcome not in GONE:
        return ["Seul un appareil perdu ou volé se retrouve : celui-ci ne l’est pas, ou plus."]
    if is_erased:
        return ["Les noms de ce prêt sont effacés : changez l’état de l’appareil sur sa fiche."]
    return []


def state_after(outcomes: Collection[str], state: str) -> str:
    """Closed by the last thing that comes back; 12 of 15 given back leave it as it was."""
    if state == LoanState.OUT and Outcome.OUT not in outcomes:
        return LoanState.CLOSED
    return state


def is_late(state: str, due_on: date | None, today: date) -> bool:
    """The day it is due is not late yet."""
    return state == LoanState.OUT and due_on is not None and due_on < today


def reminder_due(due_on: date | None, handed_on: date | None, today: date) -> int | None:
    """The reminder whose day has come, in days before the end; a day off is made up for by the next one.

    `LATE` once it is past, and nothing more a week later. None before the first, and for a reminder that came
    before the hand-over.
    """
    if due_on is None or handed_on is None or today > due_on + timedelta(days=MADE_UP):
        return None
    come = [days for days in (*REMINDED_AT, LATE) if due_on - timedelta(days=days) <= today]
    if not come or handed_on > due_on - timedelta(days=min(come)):
        return None
    return min(come)


def named_words(names: Sequence[str]) -> str:
    """« T-01, T-02, T-03 et 4 de plus »: the machines of a line."""
    return first_named(names, SHOWN)
