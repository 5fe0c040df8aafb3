"""What would each line of our own table change, beside what is here? Pure: nothing is written.

A line that says what is here already changes nothing, and so does the line of another school's table about
somebody who is exactly as it says. An address belongs to one person alone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.core.text.email_address import is_address
from fanal.people_files.rules.cells import UnreadableCell, row_words
from fanal.people_files.rules.numbers import is_another
from fanal.people_files.rules.own_tables import read_own_line

TWICE = "Ce fichier contient une autre fiche de ce numéro : seule la première est retenue."
NO_ADDRESS = "« {email} » n’est pas une adresse de courriel."
TAKEN = "L’adresse {email} est déjà celle de quelqu’un d’autre."
ANOTHER = (
    "L’identifiant {number} est celui de {was}, et cette ligne parle de {now} : une colonne a été triée sans "
    "les autres, ou une ligne écrite sur une autre. Exportez de nouveau, puis triez toutes les colonnes "
    "ensemble."
)
KEPT = frozenset({"born", "civility", "email", "job"})
IN_FILE = "file"  # the owner of an address that a newcomer of this file brings

Cells = Mapping[str, str]


@dataclass(frozen=True)
class OwnLine:
    """A line of the file, from 1, and what it does: « created », « changed », « unchanged », « refused ».

    A refused one says `why`, and its first cells: `row`.
    """

    rank: int
    number: str
    effect: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    why: str = ""
    row: str = ""


def own_changes(
    kind: str,
    here: Mapping[str, Cells],
    lines: Iterable[tuple[int, Cells]],
    owners: Mapping[str, str],
    today: date,
) -> list[OwnLine]:
    """One answer a line, in the file's order.

    `here`: the cells of everybody of the table as it would be written now, by their number; `owners`: the
    number of whom each address here belongs to, empty for somebody who is not in the table.
    """
    lines = list(lines)
    named = {cells.get("id", "") for _, cells in lines}
    alike = _alike(kind, {number: cells for number, cells in here.items() if number not in named}, today)
    taken, seen = dict(owners), set[str]()
    judged = []
    for rank, cells in lines:
        number = cells.get("id", "")
        try:
            if number and number in seen:
                raise UnreadableCell(TWICE)
            seen.add(number)
            judged.append(_judged(kind, rank, cells, here.get(number), alike, taken, today))
        except UnreadableCell as problem:
            judged.append(OwnLine(rank, number, "refused", why=str(problem), row=row_words(cells.values())))
    return judged


def _judged(
    kind: str,
    rank: int,
    cells: Cells,
    stored: Cells | None,
    alike: dict[str, int],
    taken: dict[str, str],
    today: date,
) -> OwnLine:
    number = cells.get("id", "")
    if stored is not None and all(text == stored.get(code) for code, text in cells.items()):
        return OwnLine(rank, number, "unchanged")
    after = read_own_line(kind, {**(stored or {}), **_filled(cells)}, today)
    before = _as_here(kind, stored, today) if stored is not None else None
    if before == after:
        return OwnLine(rank, number, "unchanged")
    if stored is None and alike.get(_key(after)):
        alike[_key(after)] -= 1
        return OwnLine(rank, number, "unchanged")
    if is_another(before or {}, after):
        raise UnreadableCell(ANOTHER.format(number=number, was=_name(before or {}), now=_name(after)))
    _check_address(after.get("email", ""), (before or {}).get("email", ""), number, stored, taken)
    return OwnLine(rank, number, "created" if stored is None else "changed", before, after)


def _name(words: Mapping[str, Any]) -> str:
    return f"{words['given_name']} {words['family_name']}"


def _filled(cells: Cells) -> dict[str, str]:
    """A cell left empty of somebody takes nothing away; an emptied class or list does."""
    return {code: text for code, text in cells.items() if text or code not in KEPT}


def _check_address(email: str, now: str, number: str, stored: Cells | None, taken: dict[str, str]) -> None:
    """A newcomer with the address of somebody here is them: whoever plans recognises them by it."""
    if not email or email == now:
        return
    if not is_address(email):
        raise UnreadableCell(NO_ADDRESS.format(email=email[:60]))
    if email in taken and (stored is not None or taken[email] == IN_FILE) and taken[email] != number:
        raise UnreadableCell(TAKEN.format(email=email[:60]))
    taken[email] = number if stored is not None else IN_FILE


def _as_here(kind: str, cells: Cells, today: date) -> dict[str, Any]:
    try:
        return read_own_line(kind, cells, today)
    except UnreadableCell:  # a record that no table could bring in: all of it is shown as a change
        return {}


def _key(words: Mapping[str, Any]) -> str:
    return json.dumps(words, sort_keys=True)


def _alike(kind: str, here: Mapping[str, Cells], today: date) -> dict[str, int]:
    """How many of those here are exactly so."""
    counts: dict[str, int] = {}
    for cells in here.values():
        if words := _as_here(kind, cells, today):
            counts[_key(words)] = counts.get(_key(words), 0) + 1
    return counts
