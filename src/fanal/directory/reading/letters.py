"""Who a letter is printed for: pupils of the year, or the lines of a table; and what it says to each."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.core.errors import RuleBroken
from fanal.core.imports.forbidden_columns import never_read
from fanal.core.sheets import Table
from fanal.core.text.french import full_day
from fanal.core.text.words import fold
from fanal.directory.models import FormLetter
from fanal.directory.reading.pupils import classes_of, pupils_of
from fanal.directory.rules import letters as rules
from fanal.year.rules.years import year_of

LEVEL, CLASS = "niveau", "classe"


def choices_of(school: School, today: date) -> list[tuple[str, str]]:
    """The levels that hold several classes, then the classes, each with its value in the form."""
    codes = [row.code for row in classes_of(school, year_of(today), today=today)]
    levels: dict[str, int] = defaultdict(int)
    for code in codes:
        levels[rules.level_of(code)] += 1
    several = [
        (f"{LEVEL} {level}", f"Tout le niveau {level}")
        for level, count in levels.items()
        if level and count > 1
    ]
    return several + [(f"{CLASS} {code}", code) for code in codes]


def of_all(school: School, today: date) -> dict[str, str]:
    """The fields that any letter may name."""
    return {"date": full_day(today), "année": year_of(today).label, "établissement": school.name}


def pupils_chosen(school: School, who: Sequence[str], names: str, *, today: date) -> list[dict[str, str]]:
    """The fields of each pupil, by class then by name. RuleBroken for a name of nobody, or of two."""
    levels = {value.removeprefix(f"{LEVEL} ") for value in who if value.startswith(f"{LEVEL} ")}
    codes = {value.removeprefix(f"{CLASS} ") for value in who if value.startswith(f"{CLASS} ")}
    everybody: list[Any] = list(pupils_of(school, year_of(today), today=today))
    typed = _named(everybody, rules.names_typed(names))
    chosen = [
        pupil
        for pupil in everybody
        if pupil.pk in typed or pupil.class_code in codes or rules.level_of(pupil.class_code) in levels - {""}
    ]
    shared = of_all(school, today)
    return [
        {"nom": pupil.family_name, "prénom": pupil.given_name, "classe": pupil.class_code, **shared}
        for pupil in sorted(chosen, key=lambda pupil: fold(pupil.class_code))
    ]


def _named(everybody: list, names: list[str]) -> set[int]:
    pks_by_name: dict[str, set[int]] = defaultdict(set)
    for pupil in everybody:
        for name in (f"{pupil.family_name} {pupil.given_name}", f"{pupil.given_name} {pupil.family_name}"):
            pks_by_name[fold(name)].add(pupil.pk)
    matches = {name: pks_by_name.get(fold(name), set()) for name in names}
    reasons = [
        (rules.TWICE if pks else rules.NOT_FOUND).format(name=name[:60])
        for name, pks in matches.items()
        if len(pks) != 1
    ]
    if reasons:
        raise RuleBroken(reasons[:10])
    return set().union(*matches.values())


def lines_of(table: Table, shared: dict[str, str]) -> list[dict[str, str]]:
    """The fields of each line of a table: its headers, but those that are never read."""
    never = never_read(table.headers)
    headers = [(rank, header) for rank, header in enumerate(table.headers) if header and rank not in never]
    return [
        shared | {header: " ".join(cells[rank].split()) for rank, header in headers}
        for _, cells in table.numbered()
    ]


def letters_for(
    letter: FormLetter, people: list[dict[str, str]], *, fields: Sequence[str], never: dict[str, str]
) -> list[rules.Filled]:
    """Every letter, filled. RuleBroken when a field is unknown, or when there is nobody or too many."""
    reasons = rules.refusals(letter.title, letter.body, fields, never)
    if not people:
        reasons.append(rules.NOBODY)
    if len(people) > rules.MOST:
        reasons.append(rules.TOO_MANY.format(count=len(people), most=rules.MOST))
    reasons = reasons or rules.too_long(letter.title, letter.body, people)
    if reasons:
        raise RuleBroken(reasons)
    return list(rules.filled(letter.title, letter.body, people))
