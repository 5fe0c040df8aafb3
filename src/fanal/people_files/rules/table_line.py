"""What one line of a table says of a pupil or of a member of the staff."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fanal.core.forms.hidden_signs import without_hidden
from fanal.core.text.email_address import is_address
from fanal.core.text.words import fold
from fanal.people_files.rules.cells import (
    PUPIL,
    UnreadableCell,
    read_birth,
    read_exit,
    refuse_changed,
)

SEPARATORS = re.compile(r"[,;|\n]+")
LONGEST_LIST = 2_000  # signs of a cell that holds several codes
GROUP_LINE = "G"  # what SIECLE writes of a group, beside the line of the class
WHO = ("full_name", "usual_name", "family_name", "given_name", "born")  # of a line without a number
LONGEST = {
    "family_name": ("Le nom", 60),
    "given_name": ("Le prénom", 60),
    "level": ("Le niveau", 20),
    "job": ("La fonction", 80),
}
CLASS, GROUP = ("La classe", 20), ("Le groupe", 40)
NO_ADDRESS = "« {} » n’est pas une adresse de courriel : écrivez-en une seule par personne."
NO_NAME = "Cette ligne n’a pas de nom ou de prénom."


def split_name(text: str) -> tuple[str, str]:
    """Split « DUPONT LEROY Jean-Marc » in two names; two words without capitals, in that order."""
    words = text.split()
    family = [word for word in words if len(word) > 1 and word == word.upper()]
    if family and len(family) < len(words):
        return " ".join(family), " ".join(word for word in words if word not in family)
    return (words[0], " ".join(words[1:])) if len(words) > 1 else (text, "")


def civility(text: str) -> str:
    plain = text.strip().lower().rstrip(".")
    return {
        "m": "M.",
        "mr": "M.",
        "monsieur": "M.",
        "h": "M.",
        "mme": "Mme",
        "madame": "Mme",
        "f": "Mme",
    }.get(plain, "")


def _texts(cells: Mapping[str, str]) -> dict[str, str]:
    return {
        code: " ".join(without_hidden(text).split())[:120] for code, text in cells.items() if text.strip()
    }


def _names(texts: Mapping[str, str]) -> tuple[str, str]:
    family_name, given_name = (
        texts.get("usual_name") or texts.get("family_name", ""),
        texts.get("given_name", ""),
    )
    return (
        split_name(texts["full_name"])
        if "full_name" in texts and not (family_name and given_name)
        else (family_name, given_name)
    )


def names_of(cells: Mapping[str, str]) -> dict[str, str]:
    """Say of whom a line speaks, be it refused: both names, or nothing when one is missing."""
    family_name, given_name = _names(_texts(cells))
    return {"family_name": family_name, "given_name": given_name} if family_name and given_name else {}


def read_row(cells: Mapping[str, str], kind: str, today: date) -> tuple[str, dict[str, Any]]:
    """Read the key of the person in this table and what it tells; UnreadableCell with the reason.

    Without a number of its own, a person is its name and birth date: enough from one list to the next.
    """
    refuse_changed(cells, today)
    texts = _texts(cells)
    family_name, given_name = _names(texts)
    if not (family_name and given_name):
        raise UnreadableCell(NO_NAME)
    content: dict[str, Any] = {"family_name": family_name, "given_name": given_name}
    if "born" in cells:
        content["born"] = read_birth(texts["born"], kind, today) if "born" in texts else ""
    if "left_on" in cells:
        content["left_on"] = read_exit(texts["left_on"], today) if "left_on" in texts else ""
    _refuse_long(content | texts)
    if kind == PUPIL:
        content |= _schooling(cells, texts)
    else:
        content |= _work(cells, texts)
    key = texts.get("key") or " ".join(
        filter(None, [fold(f"{family_name} {given_name}"), content.get("born", "")])
    )
    return key[:80], content


def _refuse_long(texts: Mapping[str, Any]) -> None:
    """Refuse what would be cut: half a name, or two classes that become one, is a fact that is lost."""
    for code, (label, longest) in LONGEST.items():
        _refuse_longer(str(texts.get(code, "")), label, longest)


def _refuse_longer(text: str, label: str, longest: int) -> None:
    if len(text) > longest:
        raise UnreadableCell(f"{label} « {text[:longest]}… » dépasse {longest} signes : abrégez.")


def _schooling(cells: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, Any]:
    """Read only what the table has a column for: an absent column takes nothing away."""
    content: dict[str, Any] = {code: texts.get(code, "") for code in ("class", "level") if code in cells}
    _refuse_longer(content.get("class", ""), *CLASS)
    if "groups" in cells:
        content["groups"] = _several(cells["groups"], *GROUP)
    return content


def _several(text: str, label: str, longest: int) -> list[str]:
    """Read the codes of a cell, each once; there may be more of them than a name is long."""
    words = sorted({" ".join(word.split()) for word in SEPARATORS.split(text[:LONGEST_LIST])} - {""})
    for word in words:
        _refuse_longer(word, label, longest)
    return words


def _work(cells: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, Any]:
    """Read only the cells that say something: an empty one takes nothing away, nor a list of disciplines."""
    content: dict[str, Any] = {"civility": civility(texts.get("civility", ""))}
    if "email" in texts:
        content["email"] = texts["email"].lower()
        if not is_address(content["email"]):
            raise UnreadableCell(NO_ADDRESS.format(content["email"][:60]))
    if "job" in texts:
        content["job"] = texts["job"]
    if "class" in texts:
        content["classes"] = _several(cells["class"], *CLASS)
    return content


def gather_structures(rows: Iterable[tuple[int, dict[str, str]]]) -> list[tuple[int, dict[str, str]]]:
    """Make one row a pupil, where SIECLE writes a line for the class (« D ») and one for each group (« G »).

    `rows` are pairs of (line in the file, cells by their field); the number of the first line stays.
    """
    gathered: dict[tuple[str, ...], tuple[int, dict[str, str]]] = {}
    for line, cells in rows:
        kind, code = cells.pop("structure", "").strip().upper(), cells.pop("class", "")
        who = (cells["key"],) if cells.get("key", "").strip() else tuple(cells.get(name, "") for name in WHO)
        first = gathered.setdefault(who, (line, cells | {"class": "", "groups": cells.get("groups", "")}))[1]
        if kind == GROUP_LINE:
            first["groups"] = "\n".join(filter(None, [first["groups"], code]))
        else:
            first["class"] = first["class"] or code
    return list(gathered.values())
