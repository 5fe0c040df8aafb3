"""When may a technician's passage be planned, what should be checked first, and how is it told?

A holiday, a week-end or a public holiday is a warning, never a refusal: the authority works while the school
is closed, and a computer room is easier to redo then. Pure: values in, sentences out.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.labelled import Labelled
from fanal.core.text.french import counted, weekday_and_day
from fanal.core.text.words import lower_first
from fanal.year.rules.calendars import Region, public_holidays
from fanal.year.rules.delays import WorkingCalendar, add_working_days

MOST_REQUESTS = 40
FARTHEST = timedelta(days=366)
SATURDAY = 5


class Half(Labelled):
    """When in the day. Codes are kept, and sort as the day goes; labels are what people read."""

    MORNING = "am", "Le matin"
    AFTERNOON = "pm", "L’après-midi"
    DAY = "all", "Dans la journée"


class VisitState(Labelled):
    PLANNED = "planned", "Prévu"
    DONE = "done", "Fait"
    CANCELLED = "cancelled", "Annulé"


class RequestOutcomeOfVisit(Labelled):
    """What became of one request at the end of a passage; empty until then."""

    SOLVED = "solved", "Résolue"
    TO_DO = "to_do", "Reste à faire"
    CANCELLED = "cancelled", "Passage annulé"


class VisitEvent(StrEnum):
    """What happens to a passage, as it is told."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"


def when(day: date, half: str, *, today: date) -> str:
    """« jeudi 3 décembre, le matin »."""
    label = Half(half).label
    return f"{weekday_and_day(day, today=today)}, {lower_first(label)}"


def cannot_wait(day: date, *, today: date, calendar: WorkingCalendar) -> bool:
    """On the next working day or sooner: a summary would come too late to open the door."""
    return day <= add_working_days(today, 1, calendar)


def day_refusals(day: date, *, today: date) -> list[str]:
    if day < today:
        return ["Cette date est passée : choisissez aujourd’hui ou un jour à venir."]
    if day - today > FARTHEST:
        return ["Cette date est à plus d’un an : choisissez-en une plus proche."]
    return []


def refusals(day: date, *, chosen: int, still_waiting: int, planned: Sequence[int], today: date) -> list[str]:
    """Why no passage can be planned that day; `planned`: the numbers that another passage already holds."""
    reasons = day_refusals(day, today=today)
    if chosen == 0:
        reasons.append("Choisissez au moins une demande pour ce passage.")
    if chosen > MOST_REQUESTS:
        reasons.append(f"Un passage porte {MOST_REQUESTS} demandes au plus : prévoyez-en un second.")
    if still_waiting < chosen:
        gone = counted(chosen - still_waiting, "demande choisie n’attend", "demandes choisies n’attendent")
        reasons.append(f"{gone} plus la collectivité : rechargez la page pour voir ce qui reste.")
    if planned:
        numbers = ", ".join(f"n° {number}" for number in planned)
        reasons.append(f"Un passage est déjà prévu pour : {numbers}. Déplacez-le plutôt que d’en ajouter un.")
    return reasons


def warnings(day: date, *, closing: str, zone: str, region: str) -> list[str]:
    """What to check before planning on that day.

    `closing` is the school holiday it falls in, or empty; `region` that of the school's public holidays.
    """
    sentences = []
    if closing:
        where = f" (zone {zone})" if zone in {"A", "B", "C"} else ""
        sentences.append(f"Ce jour tombe pendant : {closing}{where}. L’établissement est peut-être fermé.")
    if name := public_holidays(day.year, Region(region)).get(day):
        sentences.append(f"Ce jour est férié ({name}).")
    if day.weekday() >= SATURDAY:
        sentences.append("Ce jour est un samedi ou un dimanche.")
    return sentences


def conclusion_refusals(*, state: str, day: date, today: date, unanswered: Sequence[int]) -> list[str]:
    """Why a passage cannot be noted as done."""
    if state != VisitState.PLANNED:
        return [f"Ce passage est déjà « {VisitState(state).label.lower()} »."]
    if day > today:
        return ["Ce passage est à venir : notez-le le jour même, ou déplacez-le s’il a eu lieu plus tôt."]
    if unanswered:
        numbers = ", ".join(f"n° {number}" for number in unanswered)
        return [f"Dites ce qu’il en est de chaque demande : {numbers}."]
    return []


def in_thread(
    event: VisitEvent, day: date, half: str, *, authority: str, today: date, reason: str = ""
) -> str:
    """The line that each request's thread shows; `authority` is its noun, « Département »."""
    at = when(day, half, today=today)
    if event is VisitEvent.CANCELLED:
        return f"Passage du {at} annulé ({authority}){f' : {reason}' if reason else ''}."
    verb = "reporté au" if event is VisitEvent.MOVED else "prévu le"
    return f"Passage {verb} {at} ({authority})."


def still_to_do(day: date, word: str, *, authority: str, today: date) -> str:
    """What the thread says when the passage did not solve it."""
    return f"Passage du {weekday_and_day(day, today=today)} ({authority}) : reste à faire. {word}".strip()
