"""A letter with fields, and what it says to each person. Pure.

A field is written « {{prénom}} », in any case and with or without its accents. Its value is a text: never a
sign of the letter's own markup, which is read before fields are filled.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fanal.core.imports.columns import header_key
from fanal.core.text.blocks import Block, to_blocks

MOST = 2_000  # letters in one file
MOST_SIGNS = 20_000  # of one letter once it is filled: some eight pages
MOST_WORK = 4_000_000  # of one file, in signs of plain words: some 800 MB and ten seconds of the typesetter
ITEM_WORK, BLOCK_WORK, RUN_WORK, LONG_WORK = 100, 30, 20, 10  # what else costs as many signs; measured
LONG_WORD = 60
LONGEST_VALUE = 1_000
LONGEST_TITLE, LONGEST_BODY = 120, 6_000
FIELD = re.compile(r"\{\{([^{}]*)\}\}")
OF_PUPILS = ("nom", "prénom", "classe")
OF_ALL = ("date", "année", "établissement")
NOT_CLOSED = "Un champ n’est pas fermé : il s’écrit « {{{{prénom}}}} », avec deux accolades de chaque côté."
UNKNOWN = "Le champ « {field} » n’existe pas ici. Les champs possibles : {known_fields}."
NEVER = (
    "Le champ « {field} » n’est jamais lu : c’est un {why}. Pour des mots de passe, imprimez des fiches de "
    "connexion."
)
NOBODY = "Personne n’est choisi : cochez une classe, ou donnez un tableau."
TOO_MANY = "{count} courriers, c’est trop pour un seul PDF ({most} au plus) : faites-en plusieurs."
TOO_LONG = (
    "Ces courriers sont ensemble trop longs pour un seul PDF : faites-en plusieurs, ou raccourcissez-les."
)
LONG_VALUE = "Une cellule du tableau dépasse {most} caractères : raccourcissez-la."
NOT_FOUND = "Aucun élève de cette année ne s’appelle « {name} »."
TWICE = "Plusieurs élèves s’appellent « {name} » : cochez leur classe, ou donnez un tableau."


def fields_in(*texts: str) -> list[str]:
    """The fields that a letter names, as they are written, each once."""
    fields = [field.strip() for text in texts for field in FIELD.findall(text)]
    return list({header_key(field): field for field in reversed(fields)}.values())[::-1]


def refusals(
    title: str, body: str, fields: Iterable[str], never: Mapping[str, str] | None = None
) -> list[str]:
    """Why these fields cannot fill this letter. `never`: columns that are not read, each with why."""
    fields = list(fields)
    keys = {header_key(field) for field in fields}
    secrets = {header_key(field): why for field, why in (never or {}).items()}
    field_names = ", ".join(fields)
    reasons = [NOT_CLOSED.format()] if "{{" in FIELD.sub("", title + body) else []
    for field in fields_in(title, body):
        if header_key(field) in secrets:
            reasons.append(NEVER.format(field=field, why=secrets[header_key(field)]))
        elif header_key(field) not in keys:
            reasons.append(UNKNOWN.format(field=field, known_fields=field_names))
    return reasons


@dataclass(frozen=True)
class Filled:
    """One letter for one person."""

    title: str
    blocks: list[Block]


def too_long(title: str, body: str, people: Sequence[Mapping[str, str]]) -> list[str]:
    """Why these letters together cannot be set in one file."""
    if any(len(value) > LONGEST_VALUE for person in people for value in person.values()):
        return [LONG_VALUE.format(most=LONGEST_VALUE)]
    text, blocks = f"{title}\n{body}", to_blocks(body)
    fields = [header_key(field) for field in FIELD.findall(text)]
    drawn = sum((ITEM_WORK if block.mark else BLOCK_WORK) + RUN_WORK * len(block.runs) for block in blocks)
    work = 0
    for person in people:
        values = {header_key(field): value for field, value in person.items()}
        signs = len(text) + sum(len(values.get(field, "")) for field in fields)
        if signs > MOST_SIGNS:  # before it is filled
            return [TOO_LONG]
        work += drawn + signs + LONG_WORK * _unbroken(_fill(text, values))
        if work > MOST_WORK:
            return [TOO_LONG]
    return []


def _unbroken(text: str) -> int:
    """How many signs are in words that no line could hold."""
    return sum(len(word) for word in text.split() if len(word) > LONG_WORD)


def filled(title: str, body: str, people: Iterable[Mapping[str, str]]) -> Iterator[Filled]:
    """The letter of each person; `people` map a field to its value."""
    blocks = to_blocks(body)
    for person in people:
        values = {header_key(field): value for field, value in person.items()}
        yield Filled(_fill(title, values), [_of(block, values) for block in blocks])


def _of(block: Block, values: Mapping[str, str]) -> Block:
    return replace(block, runs=[replace(run, text=_fill(run.text, values)) for run in block.runs])


def _fill(text: str, values: Mapping[str, str]) -> str:
    return FIELD.sub(lambda match: values.get(header_key(match[1]), ""), text)


def level_of(class_code: str) -> str:
    """« 6 » of « 6A » and « 6e B »; empty for a class that begins with no number."""
    match = re.match(r"\d+", class_code)
    return match[0] if match else ""


def names_typed(text: str) -> list[str]:
    """One name a line."""
    return [name for line in text.splitlines() if (name := " ".join(line.split()))]
