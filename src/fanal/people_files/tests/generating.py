"""A year of schools of our own making, and the files that SIECLE, the AAF and a secretary would give of it.

The same seed gives the same year. What must be present is counted here, from what the files say and never
from what Fanal makes of them: a pupil is present from the first file that says them without a refused line,
until the day that a file says they leave, or until a complete file leaves them out.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fanal.people_files.tests.reading import aaf, request

FAMILIES = (
    "MARTIN",
    "BERNARD",
    "PETIT",
    "ROBERT",
    "DURAND",
    "LEROY",
    "MOREAU",
    "SIMON",
    "LAURENT",
    "LEFÈVRE",
    "GARCIA",
    "ROUX",
    "FOURNIER",
    "GIRARD",
    "BONNET",
    "DUPONT",
    "LAMBERT",
    "FONTAINE",
    "ROUSSEAU",
    "VINCENT",
    "MULLER",
    "FAURE",
    "MERCIER",
    "BLANC",
    "GUÉRIN",
    "BOYER",
    "GARNIER",
    "CHEVALIER",
    "LEGRAND",
    "GAUTHIER",
    "D'ARC",
    "ŒUVRARD",
    "LE-GOFF",
    "BEN-ALI",
)
GIVEN = (
    "Alix",
    "Camille",
    "Lou",
    "Sacha",
    "Noa",
    "Charlie",
    "Eden",
    "Maël",
    "Zoé",
    "Anaïs",
    "Élise",
    "Jules",
    "Inès",
    "Adam",
    "Lina",
    "Hugo",
    "Rose",
    "Léo",
    "Nour",
    "Tom",
    "Jade",
    "Paul",
    "Éva",
    "Omar",
    "Agathe",
    "Malo",
    "Iris",
    "Yanis",
    "Soline",
    "Gaël",
)
DAYS = tuple(
    date(*day)
    for day in (
        (2026, 9, 15),
        (2026, 10, 10),
        (2026, 11, 27),
        (2027, 1, 12),
        (2027, 2, 20),
        (2027, 4, 3),
        (2027, 6, 2),
    )
)
LEAVE, MOVE, RENAME, ARRIVE = 0.25, 0.05, 0.04, 0.10  # shares of all pupils over the year
REFUSED = 3  # lines of each file and school that cannot be read


@dataclass(frozen=True)
class Child:
    """A pupil as the offices know them. `out_on`: the day of leaving, once it is known there."""

    number: int
    school: int
    family: str
    given: str
    born: date
    klass: str
    out_on: date | None = None

    @property
    def who(self) -> tuple[str, str, str, str]:
        return self.family, self.given, self.born.isoformat(), self.klass


@dataclass
class Step:
    """What the offices know on one day, and which lines a slip of the keyboard makes unreadable."""

    day: date
    children: dict[int, Child]
    slips: set[int]
    before: dict[int, Child] = field(default_factory=dict)

    def of(self, school: int) -> list[Child]:
        return [child for child in self.children.values() if child.school == school]

    def is_out(self, child: Child) -> bool:
        return child.out_on is not None and child.out_on <= self.day


def a_year(schools: int, each: int, seed: int = 2026) -> list[Step]:
    """The steps of a year: a quarter leaves, one in twenty changes school, others arrive or change name."""
    dice = random.Random(seed)
    children = {number: _child(number, number % schools, dice) for number in range(schools * each)}
    order = list(children)
    dice.shuffle(order)
    counts = [round(share * len(order)) for share in (LEAVE, MOVE, RENAME)]
    leavers, movers, renamed = (
        order[sum(counts[:rank]) : sum(counts[: rank + 1])] for rank in range(len(counts))
    )
    steps = [Step(DAYS[0], dict(children), _slips(children.values(), dice))]
    for rank, day in enumerate(DAYS[1:], start=1):
        before = dict(children)
        for number in leavers[rank - 1 :: len(DAYS) - 1]:
            # One in three is announced: the file says a day to come.
            ahead = dice.choice((-9, -4, 20))
            children[number] = replace(children[number], out_on=day + timedelta(days=ahead))
        for number in movers[rank - 1 :: len(DAYS) - 1]:
            child = children[number]
            children[number] = replace(child, school=(child.school + 1) % schools, klass=_klass(dice))
        for number in renamed[rank - 1 :: len(DAYS) - 1]:
            child = children[number]
            children[number] = replace(child, family=f"{child.family}-{dice.choice(FAMILIES)}")
        for _ in range(round(ARRIVE * len(order) / (len(DAYS) - 1))):
            number = len(children)
            children[number] = _child(number, dice.randrange(schools), dice)
        still = [
            child
            for number, child in children.items()
            if child.out_on is None and before.get(number, child) == child
        ]
        steps.append(Step(day, dict(children), _slips(still, dice), before))
    return steps


def _klass(dice: random.Random) -> str:
    return f"{dice.randrange(3, 7)}{dice.choice('ABCD')}"


def _child(number: int, school: int, dice: random.Random) -> Child:
    born = date(2011, 1, 1) + timedelta(days=number * 3 % 1400)  # namesakes have another birthday
    return Child(number, school, dice.choice(FAMILIES), dice.choice(GIVEN), born, _klass(dice))


def _slips(children: Iterable[Child], dice: random.Random) -> set[int]:
    return {child.number for child in dice.sample(list(children), 2 * REFUSED)}


class Ledger:
    """Whom each school must know by its files alone: what was last read of each, and the day of leaving."""

    def __init__(self, schools: int) -> None:
        self.schools: list[dict[int, tuple[Child, date | None]]] = [{} for _ in range(schools)]

    def read(self, child: Child, today: date) -> None:
        """A line that can be read: somebody who had left before anybody knew them stays unknown."""
        records, is_out = self.schools[child.school], child.out_on is not None and child.out_on <= today
        if child.number in records or not is_out:
            records[child.number] = (child, child.out_on)

    def leave(self, school: int, number: int, day: date) -> None:
        if number in self.schools[school]:
            child, out_on = self.schools[school][number]
            self.schools[school][number] = (child, min(out_on or day, day))

    def read_list(self, step: Step, school: int, listed: list[Child]) -> None:
        """A complete list of one school: who is in no line of it has left."""
        for child in listed:
            if child.number not in step.slips:
                self.read(child, step.day)
        for number in self.schools[school].keys() - {child.number for child in listed}:
            self.leave(school, number, step.day)

    def read_delta(self, step: Step) -> None:
        """A change of somebody unknown says nothing, but for one that tells a whole identity: a move."""
        for number, child in step.children.items():
            was = step.before.get(number)
            if number in step.slips:
                continue
            if was is not None and was.school != child.school:
                self.leave(was.school, number, step.day)
                self.read(child, step.day)
            elif was is None or (number in self.schools[child.school] and child != was):
                self.read(child, step.day)

    def present(self, school: int, day: date) -> list[tuple[str, str, str, str]]:
        records = self.schools[school].values()
        return sorted(child.who for child, out_on in records if out_on is None or out_on > day)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def siecle(step: Step, school: int, uai: str) -> bytes:
    """The export of one school: those who left stay in it with their day; a slip is a day of no calendar."""
    pupils, places = [], []
    for child in step.of(school):
        born = "31/02/2014" if child.number in step.slips else _day(child.born)
        out = f"<DATE_SORTIE>{_day(child.out_on)}</DATE_SORTIE>" if child.out_on else ""
        pupils.append(
            f'<ELEVE ELEVE_ID="{school}{child.number:05}"><NOM_DE_FAMILLE>{child.family}</NOM_DE_FAMILLE>'
            f"<PRENOM>{child.given}</PRENOM><DATE_NAISS>{born}</DATE_NAISS>{out}"
            "<CODE_MEF>10010012110</CODE_MEF></ELEVE>"
        )
        places.append(
            f'<STRUCTURES_ELEVE ELEVE_ID="{school}{child.number:05}"><STRUCTURE><CODE_STRUCTURE>{child.klass}'
            "</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>"
        )
    text = (
        '<?xml version="1.0" encoding="ISO-8859-15"?><BEE_ELEVES VERSION="2.1"><PARAMETRES>'
        f"<UAJ>{uai}</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES><DONNEES>"
        f"<ELEVES>{''.join(pupils)}</ELEVES><STRUCTURES>{''.join(places)}</STRUCTURES></DONNEES></BEE_ELEVES>"
    )
    return text.encode("iso-8859-15")


def table(step: Step, school: int, *, has_numbers: bool, has_exits: bool) -> str:
    """A secretary's list of those who are there, or of everybody with the day of leaving."""
    rows = [";".join((*["N°"] * has_numbers, "Nom", "Prénom", "Né le", "Classe", *["Sortie"] * has_exits))]
    for child in step.of(school):
        if has_exits or not step.is_out(child):
            born = "31/02/2014" if child.number in step.slips else _day(child.born)
            cells = [child.family, child.given, born, child.klass, *[_day(child.out_on)] * has_exits]
            rows.append(";".join([*[f"P{child.number}"] * has_numbers, *cells]))
    return "\n".join(rows) + "\n"


def _number(school: int) -> str:
    return str(43 + school)


def _attributes(child: Child, *, is_slip: bool = False) -> dict[str, str]:
    number = _number(child.school)
    attributes = {
        "sn": child.family,
        "givenName": child.given,
        "ENTPersonDateNaissance": "31/02/2014" if is_slip else _day(child.born),
        "ENTEleveMEF": "10010012110",
        "ENTPersonStructRattach": number,
        "ENTEleveClasses": f"{number}${child.klass}",
    }
    return attributes | ({"ENTEleveDateSortieStructRattach": _day(child.out_on)} if child.out_on else {})


def aaf_complete(step: Step, uais: list[str]) -> str:
    """Everybody of every school; who left before this day is in it with that day."""
    schools = [
        request(
            "EtabEducNat",
            _number(school),
            ENTStructureUAI=uai,
            ENTStructureNomCourant=f"CLG$ICI {school}$VILLE",
        )
        for school, uai in enumerate(uais)
    ]
    pupils = [
        request("Eleve", str(child.number + 1000), **_attributes(child, is_slip=child.number in step.slips))
        for child in step.children.values()
    ]
    return aaf(*schools, *pupils)


def aaf_delta(step: Step) -> str:
    """What changed since the file before, schools unnamed: arrivals, moves, names, exits, deletions."""
    requests = []
    for number, child in step.children.items():
        was, key = step.before.get(number), str(number + 1000)
        if was is None or number in step.slips:
            requests.append(request("Eleve", key, **_attributes(child, is_slip=number in step.slips)))
        elif was.school != child.school:
            requests.append(request("Eleve", key, "modifyRequest", **_attributes(child)))
        elif child.out_on != was.out_on and step.is_out(child) and number % 2:
            requests.append(request("Eleve", key, "deleteRequest"))
        elif child.out_on != was.out_on:
            requests.append(
                request("Eleve", key, "modifyRequest", ENTEleveDateSortieStructRattach=_day(child.out_on))
            )
        elif child != was:
            requests.append(request("Eleve", key, "modifyRequest", sn=child.family))
    return aaf(*requests)
