"""Who gives an opinion, in which order, and when (R4, R5, R6, R8; private schools: circular 2015-093).

An opinion bears on the breakdown by mission; a negative one stops nothing. The rector decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.accounts.rules.french import full_day
from fanal.accounts.rules.years import SchoolYear
from fanal.core.labelled import Labelled
from fanal.missions.rules.imp.words import CIRCULAR, PRIVATE, Kind, Said, Source


class Body(Labelled):
    PEDAGOGICAL = "pedagogical", "Conseil pédagogique"
    BOARD = "board", "Conseil d’administration"
    TEACHERS = "teachers", "Consultation des enseignants"


class Opinion(Labelled):
    FAVOURABLE = "favourable", "Favorable"
    UNFAVOURABLE = "unfavourable", "Défavorable"
    NOTED = "noted", "Pris acte"


Session = tuple[Body, date]


def bodies(*, is_private: bool) -> tuple[Body, ...]:
    """Those of a school, in the order of their opinions."""
    return (Body.TEACHERS,) if is_private else (Body.PEDAGOGICAL, Body.BOARD)


def source_of(body: Body) -> Source:
    return PRIVATE if body == Body.TEACHERS else CIRCULAR


def opinion_refusals(
    body: Body, held_on: date, given: Mapping[Body, date], *, is_private: bool, today: date
) -> list[str]:
    """Why this opinion cannot be recorded: not a body of this school, out of order, or not held yet (R4)."""
    ordered = bodies(is_private=is_private)
    if body not in ordered:
        return [f"{body.label} : cette instance ne donne pas d’avis dans un établissement de ce statut."]
    reasons = []
    if held_on > today:
        reasons.append("Cette séance n’a pas encore eu lieu : l’avis s’enregistre après.")
    for before in ordered[: ordered.index(body)]:
        if before not in given:
            reasons.append(f"{before.label} d’abord : son avis vient avant celui-ci et n’est pas enregistré.")
        elif given[before] > held_on:
            day = full_day(given[before])
            reasons.append(f"{before.label} s’est tenu le {day} : l’avis suivant ne peut pas être d’avant.")
    return reasons


def correction_refusals(
    corrected: Session, others: Sequence[Session], *, is_private: bool, today: date
) -> list[str]:
    """Why a session cannot be said to have been that day: not held, said twice, or out of order (R4)."""
    if corrected[1] > today:
        return ["Cette séance n’a pas encore eu lieu : l’avis s’enregistre après."]
    if corrected in others:
        return ["Un autre avis de cette instance porte déjà cette date : corrigez plutôt celui-là."]
    ordered, days = bodies(is_private=is_private), [*others, corrected]
    return [
        f"{before.label} d’abord : à cette date, son avis viendrait après celui de l’instance suivante."
        for place, before in enumerate(ordered)
        if any(
            body in ordered[place + 1 :] and not any(one == before and day <= held for one, day in days)
            for body, held in days
        )
    ]


def missing(heard_by: Iterable[str], *, is_private: bool) -> list[Said]:
    """What remains to be presented before a proposal goes to the rector; `heard_by`: those that had it."""
    heard = set(heard_by)
    return [
        Said("R4", Kind.ORDER, f"Reste à recueillir : {body.label.lower()}.", source_of(body))
        for body in bodies(is_private=is_private)
        if body not in heard
    ]


@dataclass(frozen=True)
class Calendar:
    """From February to June, for the year that begins after (R6)."""

    starts_on: date
    ends_on: date
    text: str


def calendar_of(year: SchoolYear, *, today: date) -> Calendar:
    first, last = date(year.first, 2, 1), date(year.first, 6, 30)
    span = f"entre février et juin {year.first} pour l’année {year}"
    if today < first:
        text = f"Les missions se proposent {span} : il est encore tôt."
    elif today <= last:
        text = f"Les missions se proposent {span} : c’est maintenant."
    else:
        text = f"Les missions se proposent {span} : ce moment est passé, le rectorat dira ce qu’il accepte."
    return Calendar(first, last, text)


def votes_refusals(votes: tuple[int | None, int | None, int | None]) -> list[str]:
    """For, against, abstentions: all three or none."""
    told = [one is not None for one in votes]
    return [] if all(told) or not any(told) else ["Donnez les trois nombres de voix, ou aucun."]
