"""Which habits of security are kept for a service, which are left, and whose turn is it? Pure.

Fanal measures what it can from the last list of accounts, the acts and the register; somebody answers the
rest. Nothing here is law: the multi-factor is told as the CNIL defines it (délibération 2025-019), the
accounts of administrators and the yearly review are proposals after the ANSSI. No mark out of anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fanal.core.text.french import counted, day_in_words
from fanal.core.text.words import lower_first
from fanal.online_services.rules.register import ServiceOwner
from fanal.service_security.rules.checklist import CHECKLIST, Habit, NextStep, Turn
from fanal.service_security.rules.habit_facts import FRESH, HabitAnswer, HabitStatement, Measured

TONES = {HabitAnswer.YES: "ok", HabitAnswer.NO: "warn", HabitAnswer.NEVER: "info", HabitAnswer.UNKNOWN: ""}
PILLS = {
    HabitAnswer.YES: "Oui",
    HabitAnswer.NO: "À faire",
    HabitAnswer.NEVER: "Sans objet",
    HabitAnswer.UNKNOWN: "Pas encore dit",
}


@dataclass(frozen=True)
class HabitRow:
    """One habit of one service. `measured`: nobody has to answer it; `said`: what somebody answered.

    `note`: their words, when nothing more recent says otherwise.
    """

    habit: Habit
    answer: HabitAnswer
    words: str
    measured: bool
    turn: str = ""
    said: HabitStatement | None = None
    note: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.answer]

    @property
    def pill(self) -> str:
        return PILLS[self.answer]

    @property
    def is_left(self) -> bool:
        return self.answer in (HabitAnswer.NO, HabitAnswer.UNKNOWN)

    @property
    def to_do(self) -> str:
        return self.habit.to_do if self.answer == HabitAnswer.NO else self.habit.to_say

    @property
    def next_step(self) -> NextStep:
        """Where the next step is made: what is only to be said is answered in the form."""
        if self.answer == HabitAnswer.NO or self.habit.next_step == NextStep.COMPARE:
            return self.habit.next_step
        return NextStep.ANSWER


def _of_list(habit: Habit, measured: Measured, today: date) -> tuple[HabitAnswer, str] | None:
    if not measured.is_recent(today) or habit.finding not in measured.tells or measured.compared_on is None:
        return None
    count, day = measured.open.get(habit.finding, 0), day_in_words(measured.compared_on, today=today)
    if count:
        return HabitAnswer.NO, f"{counted(count, *habit.counts)} dans la liste du {day}"
    return HabitAnswer.YES, f"Rien à régler dans la liste du {day}"


def _sure(habit: Habit, measured: Measured, today: date) -> tuple[HabitAnswer, str] | None:
    """What nobody's answer changes."""
    if habit.finding:
        return _of_list(habit, measured, today)
    if habit.code == "review" and measured.review and today - measured.review.done_on < FRESH:
        return HabitAnswer.YES, f"Revus le {day_in_words(measured.review.done_on, today=today)}"
    if habit.code == "review" and measured.is_recent(today) and measured.compared_on:
        return HabitAnswer.YES, f"Comparés le {day_in_words(measured.compared_on, today=today)}"
    if habit.code == "act" and measured.acts:
        return HabitAnswer.YES, f"{counted(measured.acts, 'acte')} en vigueur"
    if habit.code == "sheet" and measured.has_sheet:
        return HabitAnswer.YES, "Fiche validée"
    return None


def _otherwise(
    habit: Habit, measured: Measured, today: date, said: HabitStatement | None
) -> tuple[HabitAnswer, str]:
    """Without a measure nor an answer of the year."""
    if habit.code == "act":
        return HabitAnswer.NO, "Aucun acte en vigueur"
    if habit.code == "sheet":
        return HabitAnswer.NO, "Sans fiche validée"
    if habit.code == "review" and measured.compared_on:
        return (
            HabitAnswer.NO,
            f"Comparés le {day_in_words(measured.compared_on, today=today)}, il y a plus d’un an",
        )
    if said and said.answer != HabitAnswer.UNKNOWN:
        day = day_in_words(said.said_on, today=today)
        return HabitAnswer.UNKNOWN, f"« {said.answer.label} » le {day}, il y a plus d’un an"
    return HabitAnswer.UNKNOWN, "Personne ne l’a encore dit"


def _seen(
    habit: Habit, measured: Measured, said: HabitStatement | None, today: date
) -> HabitStatement | None:
    """What a review of accesses said of it, when nobody answered since."""
    seen = measured.review.factor if measured.review and habit.code == "factor" else None
    if seen is None or not seen.is_fresh(today):
        return None
    is_older = said is not None and said.is_fresh(today) and said.said_on > seen.said_on
    return None if is_older else seen


def line_of(habit: Habit, measured: Measured, said: HabitStatement | None, today: date) -> HabitRow:
    """A fresh measure, else an answer of less than a year, else what is known for want of better."""
    measure, seen = _sure(habit, measured, today), _seen(habit, measured, said, today)
    if measure is None and seen is not None:
        answer, words = seen.answer, f"Revue du {day_in_words(seen.said_on, today=today)}"
        words += f" : {seen.note}" if seen.note else ""
    elif measure is None and said is not None and said.is_fresh(today):
        answer, words = said.answer, f"Répondu le {day_in_words(said.said_on, today=today)}"
    else:
        answer, words = measure or _otherwise(habit, measured, today, said)
    note = said.note if said and measure is None and seen is None else ""
    return HabitRow(
        habit, answer, words, measure is not None, turn_of(habit, answer, measured.owner), said, note
    )


def turn_of(habit: Habit, answer: HabitAnswer, owner: str) -> str:
    """Who makes the next step, after « au tour de : »; nobody when there is none."""
    if answer in (HabitAnswer.YES, HabitAnswer.NEVER):
        return ""
    if answer == HabitAnswer.UNKNOWN:
        return Turn.KEEPER.label
    if habit.turn != Turn.OWNER:
        return habit.turn.label
    if owner in ("", ServiceOwner.SCHOOL):
        return Turn.ADMINS.label
    label = ServiceOwner(owner).label
    return lower_first(label)


def lines_of(measured: Measured, said: Mapping[str, HabitStatement], today: date) -> list[HabitRow]:
    """The whole checklist of one service, in its order."""
    return [line_of(habit, measured, said.get(habit.code), today) for habit in CHECKLIST]


def first_left(lines: Iterable[HabitRow]) -> HabitRow | None:
    """What comes next: something to do before something to say."""
    left = [line for line in lines if line.is_left]
    return min(left, key=lambda line: line.answer == HabitAnswer.UNKNOWN, default=None)


def fingerprint(said: Mapping[str, HabitStatement]) -> str:
    """What the answers were when a form was shown: another's, meanwhile, is seen."""
    return ";".join(
        f"{code}={statement.answer}:{statement.said_on}:{statement.note}"
        for code, statement in sorted(said.items())
    )
