"""Who gives an opinion, in which order, and when (R4, R5, R6, R8; private schools: circular 2015-093).

An opinion bears on the breakdown by mission; a negative one stops nothing. The rector decides. Their
order was not read, only reported: it is warned of, and who says why goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.accounts.rules.law import LegalText
from fanal.core.labelled import Labelled
from fanal.core.text.french import counted, full_day
from fanal.missions.rules.words import PRACTICE, RuleKind, RuleSentence
from fanal.year.rules.years import SchoolYear


class Body(Labelled):
    PEDAGOGICAL = "pedagogical", "Conseil pédagogique"
    BOARD = "board", "Conseil d’administration"
    TEACHERS = "teachers", "Consultation des enseignants"


class Opinion(Labelled):
    FAVOURABLE = "favourable", "Favorable"
    UNFAVOURABLE = "unfavourable", "Défavorable"
    NOTED = "noted", "Pris acte"


Session = tuple[Body, date]
NOT_HELD = "Cette séance n’a pas encore eu lieu : l’avis s’enregistre après."
AFTERWARDS = "Si cette séance les a bien examinées, cochez « Saisie après coup »."
OUT_OF_ORDER = "S’ils n’ont pas suivi l’ordre d’usage, cochez « Pas dans l’ordre d’usage » et dites pourquoi."
WHY_OUT_OF_ORDER = "Écrivez dans la remarque pourquoi l’ordre d’usage n’a pas été suivi."


def bodies(*, is_private: bool) -> tuple[Body, ...]:
    """Those of a school, in the order of their opinions."""
    return (Body.TEACHERS,) if is_private else (Body.PEDAGOGICAL, Body.BOARD)


@dataclass(frozen=True)
class Waiting:
    """A presented line as the order of the councils reads it. `since` None: before any session."""

    since: date | None
    heard_by: tuple[str, ...] = ()

    def was_there(self, held_on: date) -> bool:
        return self.since is None or self.since <= held_on


def had_by(line: Waiting, among: Iterable[Body], sessions: Sequence[Session]) -> date | None:
    """The first day by which each of these had the line, one after the other; None when they had not."""
    day = line.since or date.min
    for body in among:
        later = [held_on for other, held_on in sessions if other == body and held_on >= day]
        if body not in line.heard_by or not later:
            return None
        day = min(later)
    return day


def reached(line: Waiting, session: Session, sessions: Sequence[Session], *, is_private: bool) -> bool:
    """Did this session have the line, after every body before it had it (R4)?"""
    ordered = bodies(is_private=is_private)
    day = had_by(line, ordered[: ordered.index(session[0])], sessions)
    return day is not None and day <= session[1]


def is_in_order(line: Waiting, sessions: Sequence[Session], *, is_private: bool) -> bool:
    """Those that are said to have had the line had it in their order."""
    heard = [body for body in bodies(is_private=is_private) if body in line.heard_by]
    return had_by(line, heard, sessions) is not None


def session_refusals(session: Session, *, is_private: bool, today: date) -> list[str]:
    """Not a body of this school, or a day that has not come."""
    body, held_on = session
    if body not in bodies(is_private=is_private):
        return [f"{body.label} : cette instance ne donne pas d’avis dans un établissement de ce statut."]
    return [NOT_HELD] if held_on > today else []


def opinion_refusals(session: Session, lines: Sequence[Waiting]) -> list[str]:
    """Why this session cannot have had these lines: none is presented, or all were later."""
    if not lines:
        return ["Aucune proposition n’est présentée : préparez-les, puis inscrivez-les à l’ordre du jour."]
    if not any(line.was_there(session[1]) for line in lines):
        return [f"Les propositions ont été présentées après le {full_day(session[1])}. {AFTERWARDS}"]
    return []


def order_warnings(
    session: Session, lines: Sequence[Waiting], sessions: Sequence[Session], *, is_private: bool
) -> list[str]:
    """What of the usual order was not followed (R4): somebody says so, and why, before it is recorded."""
    body, held_on = session
    there = [line for line in lines if line.was_there(held_on)]
    ordered = bodies(is_private=is_private)
    reasons = [_before(before, there, held_on, sessions) for before in ordered[: ordered.index(body)]]
    return _with_way([reason for reason in reasons if reason])


def _with_way(reasons: list[str]) -> list[str]:
    return [*reasons, OUT_OF_ORDER] if reasons else []


def reason_refusals(*, is_out_of_order: bool, note: str) -> list[str]:
    """Whoever says that the usual order was not followed says why."""
    return [WHY_OUT_OF_ORDER] if is_out_of_order and not note.strip() else []


def _before(before: Body, there: list[Waiting], held_on: date, sessions: Sequence[Session]) -> str:
    """What a body before this one has still to say of the lines that were there."""
    days = [day for body, day in sessions if body == before]
    if not days:
        return f"{before.label} d’abord : son avis vient avant celui-ci et n’est pas enregistré."
    if late := [line for line in there if before not in line.heard_by]:
        count = counted(len(late), "proposition ajoutée", "propositions ajoutées")
        return f"{before.label} : {count} depuis sa séance, à lui présenter d’abord."
    heard = [had_by(line, [before], sessions) for line in there]
    heard_days = [day for day in heard if day]
    if not heard_days:
        return f"{before.label} : aucune séance depuis que ces propositions sont présentées."
    if min(heard_days) > held_on:
        day = full_day(min(heard_days))
        return f"{before.label} s’est tenu le {day} : l’avis suivant ne peut pas être d’avant."
    return ""


def correction_refusals(corrected: Session, others: Sequence[Session], *, today: date) -> list[str]:
    """Why a session cannot be said to have been that day: not held, or said twice."""
    if corrected[1] > today:
        return [NOT_HELD]
    if corrected in others:
        return ["Un autre avis de cette instance porte déjà cette date : corrigez plutôt celui-là."]
    return []


def correction_warnings(corrected: Session, others: Sequence[Session], *, is_private: bool) -> list[str]:
    """What of the usual order that day would not follow (R4)."""
    ordered, days = bodies(is_private=is_private), [*others, corrected]
    reasons = [
        f"{before.label} d’abord : à cette date, son avis viendrait après celui de l’instance suivante."
        for place, before in enumerate(ordered)
        if any(
            body in ordered[place + 1 :]
            and not any(other == before and day <= held_on for other, day in days)
            for body, held_on in days
        )
    ]
    return _with_way(reasons)


def missing(heard_by: Iterable[str], *, is_private: bool) -> list[RuleSentence]:
    """What is usually heard before a proposal goes to the rector; `heard_by`: those that had it."""
    heard = set(heard_by)
    return [
        RuleSentence("R4", RuleKind.WARNING, f"Reste à recueillir : {body.label.lower()}.", PRACTICE)
        for body in bodies(is_private=is_private)
        if body not in heard
    ]


@dataclass(frozen=True)
class Calendar:
    """From February to June, for the year that begins after (R6); the text says how sure that is."""

    starts_on: date
    ends_on: date
    text: str
    source: LegalText


def calendar_of(year: SchoolYear, *, today: date) -> Calendar:
    first, last = date(year.first, 2, 1), date(year.first, 6, 30)
    span = f"entre février et juin {year.first} pour l’année {year}"
    if today < first:
        text = f"Les missions se proposent d’habitude {span} : il est encore tôt"
    elif today <= last:
        text = f"Les missions se proposent d’habitude {span} : c’est maintenant"
    else:
        late = "ce moment est passé, le rectorat dira ce qu’il accepte"
        text = f"Les missions se proposent d’habitude {span} : {late}"
    return Calendar(first, last, f"{text}.", PRACTICE)


def votes_refusals(votes: tuple[int | None, int | None, int | None]) -> list[str]:
    """For, against, abstentions: all three or none."""
    are_given = [votes_cast is not None for votes_cast in votes]
    return [] if all(are_given) or not any(are_given) else ["Donnez les trois nombres de voix, ou aucun."]
