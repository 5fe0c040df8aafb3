"""Who does which part of the mission, for how much of it, and what nobody does?

Source: circulaire n° 2015-058, annexe, § 6: « par un ou plusieurs enseignants », with regard to « compétences
requises » and « besoins ». Shares are hundredths of one part, as integers; that they add up to a hundred is
our own aid to see, no text asks for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.agenda.rules.codes import Activity
from fanal.core.labelled import Labelled
from fanal.missions.rules.parts import BY_CODE, PARTS, MissionPart
from fanal.year.rules.years import SchoolYear

WHOLE = 100


class Competence(Labelled):
    """What somebody says of themselves, for one part. Never a mark given by another."""

    UNSAID = "", "non précisée"
    TO_LEARN = "to_learn", "à former"
    LEARNING = "learning", "en cours de formation"
    AT_EASE = "at_ease", "à l’aise"


ANSWERS = (Competence.TO_LEARN, Competence.LEARNING, Competence.AT_EASE)
ASKED = (Competence.LEARNING, Competence.AT_EASE)


@dataclass(frozen=True)
class ShareInput:
    """One share of one part: whose, how much, over which days, as a substitute or not."""

    part: str
    person: int
    percent: int
    starts_on: date
    ends_on: date
    is_substitute: bool = False

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def refusals(share: ShareInput, others: Iterable[ShareInput], year: SchoolYear) -> list[str]:
    """Why this share cannot be written; `others` are those already written for the same year."""
    reasons = []
    if share.part not in BY_CODE:
        reasons.append("Choisissez une partie de la mission.")
    if not 1 <= share.percent <= WHOLE:
        reasons.append("Une part va de 1 à 100 %.")
    if share.ends_on < share.starts_on:
        reasons.append("La fin vient avant le début : vérifiez les deux dates.")
    if share.starts_on not in year or share.ends_on not in year:
        reasons.append(f"Les dates doivent être dans l’année {year}.")
    same = [other for other in others if (other.part, other.person) == (share.part, share.person)]
    if any(other.starts_on <= share.ends_on and share.starts_on <= other.ends_on for other in same):
        reasons.append("Cette personne a déjà cette partie à ces dates : modifiez sa ligne.")
    return reasons


@dataclass
class CoverageRow:
    """A part on one day: what is covered, by how many, in words."""

    part: MissionPart
    covered: int = 0
    people: int = 0
    substitutes: int = 0
    words: str = ""
    tone: str = ""


def rows_on(day: date, shares: Sequence[ShareInput]) -> dict[str, CoverageRow]:
    """Each part of the mission that day; a substitute is no cover until they act in place of somebody."""
    rows = {part.code: CoverageRow(part) for part in PARTS}
    for share in shares:
        row = rows.get(share.part)
        if row is None or not share.covers(day):
            continue
        if share.is_substitute:
            row.substitutes += 1
        else:
            row.covered += share.percent
            row.people += 1
    for row in rows.values():
        row.words, row.tone = total_words(row.covered)
    return rows


def total_words(covered: int) -> tuple[str, str]:
    """What a total says, and its tone."""
    if covered == 0:
        return "personne", "bad"
    if covered < WHOLE:
        return f"{covered} %, reste {WHOLE - covered} %", "warn"
    if covered == WHOLE:
        return "couverte", "ok"
    return f"{covered} % : plus que la part entière", "warn"


def totals_on(day: date, shares: Iterable[ShareInput], weights: Mapping[str, int]) -> dict[int, int]:
    """What each person takes of the whole mission that day, in hundredths, the largest first.

    Each part counts for its weight; all alike when none was weighed. A substitute has nothing yet.
    """
    counted = {part.code: weights.get(part.code, 0) for part in PARTS}
    if not any(counted.values()):
        counted = dict.fromkeys(counted, 1)
    whole, taken = sum(counted.values()), dict[int, int]()
    for share in shares:
        if share.person and share.covers(day) and not share.is_substitute:
            part = share.percent * counted.get(share.part, 0)
            taken[share.person] = taken.get(share.person, 0) + part
    ordered = sorted(taken.items(), key=lambda person_and_part: -person_and_part[1])
    return {person: (2 * part + whole) // (2 * whole) for person, part in ordered if part}


def uncovered(rows: Iterable[CoverageRow]) -> list[MissionPart]:
    return [row.part for row in rows if row.covered == 0]


def by_activity[Row](rows: Mapping[str, Row]) -> list[tuple[Activity, list[Row]]]:
    """The rows of parts, by their code, under the kinds of activity of the text."""
    kinds = list(dict.fromkeys(part.activity for part in PARTS))
    return [(kind, [rows[part.code] for part in PARTS if part.activity == kind]) for kind in kinds]


def needs_help(needed: str, competence: str) -> bool:
    """Whoever says less than what the part needs is accompanied or trained; silence says nothing."""
    if competence not in ANSWERS or needed not in ASKED:
        return False
    return ANSWERS.index(Competence(competence)) < ANSWERS.index(Competence(needed))
