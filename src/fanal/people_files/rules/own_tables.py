"""The tables that Fanal writes of its people and classes, and how their lines are read back.

What leaves comes back as the same: a line carries the number of whom it is about, several codes of one cell
are separated by « | », and both ways go through the same words. Nothing here comes from a text of law. Pure.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.core.forms.hidden_signs import without_hidden
from fanal.core.imports.columns import header_key
from fanal.people_files.rules.cells import UnreadableCell, read_birth, read_exit, refuse_changed
from fanal.people_files.rules.table_line import NO_NAME, civility

SEPARATOR = " | "
BETWEEN = re.compile(r"\s*\|\s*|\n")
LONGEST_NAME = 60  # signs; what the record holds
LONGEST_CODE = {"class": 20, "level": 20, "job": 80, "label": 80}
NAMES = {"Nom": "family_name", "Prénom": "given_name"}
LISTS = {
    "groups": 40,
    "functions": 40,
    "classes": 20,
    "heads": 20,
    "subjects": 40,
    "levels": 20,
}  # signs of one code
NO_CODE = "Cette ligne n’a pas de code."


@dataclass(frozen=True)
class OwnTable:
    """One table: of which kind its lines are, the name of its file, its title, its columns by code.

    The first column tells whom a line is about, and tells the table from any other.
    """

    kind: str
    name: str
    title: str
    columns: Mapping[str, str]

    @property
    def marker(self) -> str:
        return next(iter(self.columns.values()))


YEAR = {"year": "Année scolaire"}
TABLES = (
    OwnTable(
        "pupil",
        "eleves",
        "Élèves",
        {
            "id": "Élève (identifiant Fanal)",
            "family_name": "Nom",
            "given_name": "Prénom",
            "born": "Date de naissance",
            "left_on": "Date de sortie",
            "class": "Classe",
            "level": "Niveau (MEF)",
            "groups": "Groupes",
        }
        | YEAR,
    ),
    OwnTable(
        "staff",
        "personnels",
        "Personnels",
        {
            "id": "Personnel (identifiant Fanal)",
            "civility": "Civilité",
            "family_name": "Nom",
            "given_name": "Prénom",
            "email": "Courriel",
            "job": "Fonction ou discipline",
            "functions": "Codes de fonction",
            "classes": "Classes",
            "groups": "Groupes",
            "heads": "Professeur principal de",
            "subjects": "Matières",
        }
        | YEAR,
    ),
    OwnTable(
        "class",
        "classes",
        "Classes",
        {"id": "Classe (code Fanal)", "label": "Intitulé", "levels": "Niveaux (MEF)"} | YEAR,
    ),
    OwnTable(
        "group",
        "groupes",
        "Groupes",
        {"id": "Groupe (code Fanal)", "label": "Intitulé", "classes": "Classes"} | YEAR,
    ),
)


def own_table(headers: Iterable[str]) -> OwnTable | None:
    """Which of our tables has these headers; None for anybody else's."""
    keys = {header_key(header) for header in headers}
    return next((table for table in TABLES if header_key(table.marker) in keys), None)


def columns_of(table: OwnTable, headers: Iterable[str]) -> dict[str, int]:
    """The rank of each of our columns that is still there; a column that somebody added is not read."""
    ranks: dict[str, int] = {}
    for rank, header in enumerate(headers):
        ranks.setdefault(header_key(header), rank)
    return {
        code: ranks[header_key(header)]
        for code, header in table.columns.items()
        if header_key(header) in ranks
    }


def plain(text: str) -> str:
    return " ".join(without_hidden(text).split())


def as_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a line without the blanks that a spreadsheet adds."""
    return {code: plain(text) if code not in LISTS else text.strip() for code, text in cells.items()}


def read_own_line(kind: str, cells: Mapping[str, str], today: date) -> dict[str, Any]:
    """What a line says, in the words of an import; NotUnderstood with the reason."""
    refuse_changed(cells, today, BETWEEN.pattern)
    for code, most in LONGEST_CODE.items():
        if len(cells.get(code, "")) > most:
            raise UnreadableCell(f"« {cells[code][:30]}… » est trop long : {most} signes au plus.")
    if kind in {"class", "group"}:
        refuse_changed({"class": cells.get("id", "")}, today)
        return _structure(kind, cells)
    words: dict[str, Any] = {code: cells.get(code, "") for code in NAMES.values()}
    if not all(words.values()):
        raise UnreadableCell(NO_NAME)
    if any(len(name) > LONGEST_NAME for name in words.values()):
        raise UnreadableCell(f"Un nom ou un prénom dépasse {LONGEST_NAME} signes.")
    if kind == "pupil":
        words["born"] = read_birth(cells["born"], kind, today) if cells.get("born") else ""
        words["left_on"] = read_exit(cells["left_on"], today) if cells.get("left_on") else ""
        words |= {code: cells[code] for code in ("class", "level") if code in cells}
        return words | _lists(cells, "groups")
    return words | _work(cells) | _lists(cells, "functions", "classes", "groups", "heads", "subjects")


def _structure(kind: str, cells: Mapping[str, str]) -> dict[str, Any]:
    if not cells.get("id"):
        raise UnreadableCell(NO_CODE)
    if len(cells["id"]) > LISTS["groups" if kind == "group" else "classes"]:
        raise UnreadableCell(f"« {cells['id'][:30]}… » est trop long pour un code.")
    return {"label": cells.get("label", "")} | _lists(cells, "levels" if kind == "class" else "classes")


def _work(cells: Mapping[str, str]) -> dict[str, Any]:
    return {
        "civility": civility(cells.get("civility", "")),
        "email": cells.get("email", "").lower(),
        "job": cells.get("job", ""),
    }


def _lists(cells: Mapping[str, str], *names: str) -> dict[str, list[str]]:
    """The codes of these cells; a column that was taken out says nothing."""
    lists = {}
    for name in filter(cells.__contains__, names):
        codes = {plain(code) for code in BETWEEN.split(cells[name])} - {""}
        if too_long := next((code for code in codes if len(code) > LISTS[name]), ""):
            raise UnreadableCell(f"« {too_long[:30]}… » est trop long pour un code : séparez-les par « | ».")
        lists[name] = sorted(codes)
    return lists
