"""« Point de la semaine »: what may the référent propose, when does it leave, what can the head say?

Five lines a week, each answered by one of three words. No text of law: a habit that référents and heads ask
for (`docs/domain/mission.md`, « The weekly point »). Pure: `today` is an argument.
"""

from collections.abc import Collection
from datetime import date, timedelta

from fanal.core.labelled import Labelled
from fanal.core.text.french import full_day, weekday_and_day

MOST_LINES, LONGEST = 5, 160
LONGEST_WORD = 300
QUIET_HOURS = 2  # after an answer, before a mail tells those given so far: the head may still be answering


class PointAnswer(Labelled):
    """« En parler » comes again in the next point, as a suggestion."""

    AGREED = "agreed", "D’accord"
    NO = "no", "Non"
    TALK = "talk", "En parler"


TONES = {PointAnswer.AGREED: "ok", PointAnswer.NO: "bad", PointAnswer.TALK: "warn"}


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def plain(text: str) -> str:
    """A line is one line."""
    return " ".join(text.split())


def line_refusals(text: str, *, others: Collection[str]) -> list[str]:
    """Why this line cannot be added to these; an empty list means that it can."""
    if not text:
        return ["Écrivez la ligne à proposer."]
    if len(text) > LONGEST:
        return [f"Une ligne tient en {LONGEST} caractères : celle-ci en compte {len(text)}."]
    if len(others) >= MOST_LINES:
        return [
            f"Le point compte déjà {MOST_LINES} lignes : retirez-en une, ou gardez celle-ci pour la suite."
        ]
    return []


def sending_refusals(lines: int, *, sent_on: date | None, today: date) -> list[str]:
    """Why the point cannot leave today. `sent_on`: the day the one before left."""
    if not lines:
        return ["Le point est vide : ajoutez au moins une ligne."]
    if sent_on is not None and monday_of(sent_on) == monday_of(today):
        next_monday = weekday_and_day(monday_of(today) + timedelta(days=7), today=today)
        return [
            f"Le point de cette semaine est déjà parti. Celui-ci pourra partir à partir du {next_monday}."
        ]
    return []


def answer_refusals(answer: str, word: str) -> list[str]:
    if answer not in set(PointAnswer):
        return ["Choisissez « D’accord », « Non » ou « En parler »."]
    if len(word) > LONGEST_WORD:
        return [f"Votre mot dépasse {LONGEST_WORD} caractères."]
    return []


def leaving_words(unanswered: int) -> str:
    """What is said before a point leaves; `unanswered`: lines of the one before, which it replaces."""
    sentence = "Un point part une fois par semaine, et la direction en est prévenue."
    if unanswered == 1:
        warning = "Une ligne du précédent est sans réponse et n’y sera plus : reprenez-la si elle compte."
        return f"{sentence} {warning}"
    if unanswered:
        return f"{sentence} {unanswered} lignes du précédent sont sans réponse et n’y seront plus."
    return sentence


def week_words(monday: date) -> str:
    """« semaine du 23 novembre 2026 »."""
    return f"semaine du {full_day(monday)}"
