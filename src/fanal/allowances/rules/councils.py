"""Who gives an opinion, in which order, and when (R4, R5, R6, R8; private schools: circular 2015-093).

An opinion bears on the breakdown by mission; a negative one stops nothing. The rector decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.accounts.rules.french import counted, full_day
from fanal.accounts.rules.law import CIRCULAR, PRIVATE, LegalText
from fanal.accounts.rules.years import SchoolYear
from fanal.core.labelled import Labelled
from fanal.missions.rules.words import CALENDAR, RuleKind, RuleSentence


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


def bodies(*, is_private: bool) -> tuple[Body, ...]:
    """Those of a school, in the order of their opinions."""
    return (Body.TEACHERS,) if is_private else (Body.PEDAGOGICAL, Body.BOARD)


def source_of(body: Body) -> LegalText:
    return PRIVATE if body == Body.TEACHERS else CIRCULAR


@dataclass(frozen=True)
class Waiting:
    """A presented line as the order of the councils reads it. `since` None: before any session."""

    since: date | None
    heard_by: tuple[str, ...] = ()

    def was_there(self, held_on: date) -> bool:
        return self.since is None or self.since <= held_on


def had_by(line: Waiting, among: Iterable[Body], given: Sequence[Session]) -> date | None:
    """The first day by which each of these had the line, one after the other; None when they had not."""
    day = line.since or date.min
    for body in among:
        later = [held for other, held in given if other == body and held >= day]
        if body not in line.heard_by or not later:
            return None
        day = min(later)
    return day


def reached(line: Waiting, session: Session, given: Sequence[Session], *, is_private: bool) -> bool:
    """Did this session have the line, after every body before it had it (R4)?"""
    ordered = bodies(is_private=is_private)
    day = had_by(line, ordered[: ordered.index(session[0])], given)
    return day is not None and day <= session[1]


def is_in_order(line: Waiting, given: Sequence[Session], *, is_private: bool) -> bool:
    """Those that are said to have had the line had it in their order."""
    heard = [body for body in bodies(is_private=is_private) if body in line.heard_by]
    return had_by(line, heard, given) is not None


def session_refusals(session: Session, *, is_private: bool, today: date) -> list[str]:
    """Not a body of this school, or a day that has not come."""
    body, held_on = session
    if body not in bodies(is_private=is_private):
        return [f"{body.label} : cette instance ne donne pas d’avis dans un établissement de ce statut."]
    return [NOT_HELD] if held_on > today else []


def opinion_refusals(
    session: Session, lines: Sequence[Waiting], given: Sequence[Session], *, is_private: bool
) -> list[str]:
    """Why this session cannot have had these lines: presented later, or a body before it had not (R4)."""
    body, held_on = session
    there = [line for line in lines if line.was_there(held_on)]
    if not lines:
        return ["Aucune proposition n’est présentée : préparez-les, puis « Présenter »."]
    if not there:
        return [f"Les propositions ont été présentées après le {full_day(held_on)}. {AFTERWARDS}"]
    ordered = bodies(is_private=is_private)
    reasons = [_before(before, there, held_on, given) for before in ordered[: ordered.index(body)]]
    return [reason for reason in reasons if reason]


def _before(before: Body, there: list[Waiting], held_on: date, given: Sequence[Session]) -> str:
    """What a body before this one has still to say of the lines that were there."""
    days = [day for body, day in given if body == before]
    if not days:
        return f"{before.label} d’abord : son avis vient avant celui-ci et n’est pas enregistré."
    if late := [line for line in there if before not in line.heard_by]:
        count = counted(len(late), "proposition ajoutée", "propositions ajoutées")
        return f"{before.label} : {count} depuis sa séance, à lui présenter d’abord."
    heard = [had_by(line, [before], given) for line in there]
    heard_days = [day for day in heard if day]
    if not heard_days:
        return f"{before.label} : aucune séance depuis que ces propositions sont présentées."
    if min(heard_days) > held_on:
        day = full_day(min(heard_days))
        return f"{before.label} s’est tenu le {day} : l’avis suivant ne peut pas être d’avant."
    return ""


def correction_refusals(
    corrected: Session, others: Sequence[Session], *, is_private: bool, today: date
) -> list[str]:
    """Why a session cannot be said to have been that day: not held, said twice, or out of order (R4)."""
    if corrected[1] > today:
        return [NOT_HELD]
    if corrected in others:
        return ["Un autre avis de cette instance porte déjà cette date : corrigez plutôt celui-là."]
    ordered, days = bodies(is_private=is_private), [*others, corrected]
    return [
        f"{before.label} d’abord : à cette date, son avis viendrait après celui de l’instance suivante."
        for place, before in enumerate(ordered)
        if any(
            body in ordered[place + 1 :] and not any(other == before and day <= held for other, day in days)
            for body, held in days
        )
    ]


def missing(heard_by: Iterable[str], *, is_private: bool) -> list[RuleSentence]:
    """What remains to be presented before a proposal goes to the rector; `heard_by`: those that had it."""
    heard = set(heard_by)
    return [
        RuleSentence("R4", RuleKind.ORDER, f"Reste à recueillir : {body.label.lower()}.", source_of(body))
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
    return Calendar(first, last, f"{text}.", CALENDAR)


def votes_refusals(votes: tuple[int | None, int | None, int | None]) -> list[str]:
    """For, against, abstentions: all three or none."""
    are_given = [votes_cast is not None for votes_cast in votes]
    return [] if all(are_given) or not any(are_given) else ["Donnez les trois nombres de voix, ou aucun."]
