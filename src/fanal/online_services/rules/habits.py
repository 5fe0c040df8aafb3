"""Which habits of security are kept for a service, which are left, and whose turn is it? Pure.

Fanal measures what it can from the last list of accounts, the acts and the register; somebody answers the
rest. Nothing here is law: the multi-factor is told as the CNIL defines it (délibération 2025-019), the
accounts of administrators and the yearly review are proposals after the ANSSI. No mark out of anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fanal.accounts.rules.french import counted, day_in_words
from fanal.online_services.rules.checklist import CHECKLIST, Gesture, Habit, Turn
from fanal.online_services.rules.habit_facts import FRESH, Answer, Measured, Said
from fanal.online_services.rules.register import Owner

TONES = {Answer.YES: "ok", Answer.NO: "warn", Answer.NEVER: "info", Answer.UNKNOWN: ""}
PILLS = {Answer.YES: "Oui", Answer.NO: "À faire", Answer.NEVER: "Ne se peut pas", Answer.UNKNOWN: "À dire"}


@dataclass(frozen=True)
class Line:
    """One habit of one service. `measured`: nobody has to answer it; `said`: what somebody answered.

    `note`: their words, when nothing more recent says otherwise.
    """

    habit: Habit
    answer: Answer
    words: str
    measured: bool
    turn: str = ""
    said: Said | None = None
    note: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.answer]

    @property
    def pill(self) -> str:
        return PILLS[self.answer]

    @property
    def is_left(self) -> bool:
        return self.answer in (Answer.NO, Answer.UNKNOWN)

    @property
    def to_do(self) -> str:
        return self.habit.to_do if self.answer == Answer.NO else self.habit.to_say

    @property
    def gesture(self) -> Gesture:
        """Where the next step is made: what is only to be said is answered in the form."""
        if self.answer == Answer.NO or self.habit.gesture == Gesture.COMPARE:
            return self.habit.gesture
        return Gesture.ANSWER


def _of_list(habit: Habit, known: Measured, today: date) -> tuple[Answer, str] | None:
    if not known.is_recent(today) or habit.finding not in known.tells or known.compared_on is None:
        return None
    count, day = known.open.get(habit.finding, 0), day_in_words(known.compared_on, today=today)
    if count:
        return Answer.NO, f"{counted(count, *habit.counts)} dans la liste du {day}"
    return Answer.YES, f"Rien à régler dans la liste du {day}"


def _sure(habit: Habit, known: Measured, today: date) -> tuple[Answer, str] | None:
    """What nobody's answer changes."""
    if habit.finding:
        return _of_list(habit, known, today)
    if habit.code == "review" and known.review and today - known.review.done_on < FRESH:
        return Answer.YES, f"Revus le {day_in_words(known.review.done_on, today=today)}"
    if habit.code == "review" and known.is_recent(today) and known.compared_on:
        return Answer.YES, f"Comparés le {day_in_words(known.compared_on, today=today)}"
    if habit.code == "act" and known.acts:
        return Answer.YES, f"{counted(known.acts, 'acte')} en vigueur"
    if habit.code == "sheet" and known.has_sheet:
        return Answer.YES, "Fiche validée"
    return None


def _otherwise(habit: Habit, known: Measured, today: date, said: Said | None) -> tuple[Answer, str]:
    """Without a measure nor an answer of the year."""
    if habit.code == "act":
        return Answer.NO, "Aucun acte en vigueur"
    if habit.code == "sheet":
        return Answer.NO, "Sans fiche validée"
    if habit.code == "review" and known.compared_on:
        return Answer.NO, f"Comparés le {day_in_words(known.compared_on, today=today)}, il y a plus d’un an"
    if said and said.answer != Answer.UNKNOWN:
        day = day_in_words(said.said_on, today=today)
        return Answer.UNKNOWN, f"« {said.answer.label} » le {day}, il y a plus d’un an"
    return Answer.UNKNOWN, "Personne ne l’a encore dit"


def _seen(habit: Habit, known: Measured, said: Said | None, today: date) -> Said | None:
    """What a review of accesses said of it, when nobody answered since."""
    seen = known.review.factor if known.review and habit.code == "factor" else None
    if seen is None or not seen.is_fresh(today):
        return None
    is_older = said is not None and said.is_fresh(today) and said.said_on > seen.said_on
    return None if is_older else seen


def line_of(habit: Habit, known: Measured, said: Said | None, today: date) -> Line:
    """A fresh measure, else an answer of less than a year, else what is known for want of better."""
    measure, seen = _sure(habit, known, today), _seen(habit, known, said, today)
    if measure is None and seen is not None:
        answer, words = seen.answer, f"Revue du {day_in_words(seen.said_on, today=today)}"
        words += f" : {seen.note}" if seen.note else ""
    elif measure is None and said is not None and said.is_fresh(today):
        answer, words = said.answer, f"Répondu le {day_in_words(said.said_on, today=today)}"
    else:
        answer, words = measure or _otherwise(habit, known, today, said)
    note = said.note if said and measure is None and seen is None else ""
    return Line(habit, answer, words, measure is not None, turn_of(habit, answer, known.owner), said, note)


def turn_of(habit: Habit, answer: Answer, owner: str) -> str:
    """Who makes the next step, after « au tour de : »; nobody when there is none."""
    if answer in (Answer.YES, Answer.NEVER):
        return ""
    if answer == Answer.UNKNOWN:
        return Turn.KEEPER.label
    if habit.turn != Turn.OWNER:
        return habit.turn.label
    if owner in ("", Owner.SCHOOL):
        return Turn.ADMINS.label
    label = Owner(owner).label
    return label[:1].lower() + label[1:]


def lines_of(known: Measured, said: Mapping[str, Said], today: date) -> list[Line]:
    """The whole checklist of one service, in its order."""
    return [line_of(habit, known, said.get(habit.code), today) for habit in CHECKLIST]


def first_left(lines: Iterable[Line]) -> Line | None:
    """What comes next: something to do before something to say."""
    left = [line for line in lines if line.is_left]
    return min(left, key=lambda line: line.answer == Answer.UNKNOWN, default=None)


def fingerprint(said: Mapping[str, Said]) -> str:
    """What the answers were when a form was shown: another's, meanwhile, is seen."""
    return ";".join(f"{code}={one.answer}:{one.said_on}:{one.note}" for code, one in sorted(said.items()))
