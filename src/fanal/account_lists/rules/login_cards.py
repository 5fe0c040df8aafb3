"""Login sheets: who gets one, what it says, which sheets share a page. Pure, and nothing of it is kept.

The file was made by the service and holds logins with their first passwords. No cached function may be given
a password here: a cache would keep it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from fanal.core.imports.columns import Field, match_columns
from fanal.core.text.words import fold

PER_PAGE = (1, 4, 8)
MOST = 2_000
LONGEST = 120  # characters of a cell: a password cut short would open nothing
SHOWN_LINES = 12
FIELDS = (
    Field("family_name", "Nom", ("nom de famille", "nom d'usage", "nom de l'élève", "last name", "lastname")),
    Field("given_name", "Prénom", ("prénom usuel", "prénom de l'élève", "first name", "firstname")),
    Field(
        "full_name",
        "Nom complet",
        ("nom et prénom", "nom prénom", "prénom nom", "élève", "full name", "display name", "identité"),
    ),
    Field("class", "Classe", ("division", "classes", "classe(s)", "groupe classe", "structure")),
    Field(
        "login",
        "Identifiant",
        (
            "login",
            "identifiant de connexion",
            "nom d'utilisateur",
            "username",
            "compte",
            "utilisateur",
            "nom de connexion",
            "alias de connexion",
            "identifiant pix",
            "id",
        ),
    ),
    Field(
        "password",
        "Mot de passe",
        (
            "mot de passe provisoire",
            "mot de passe initial",
            "mot de passe temporaire",
            "mdp",
            "password",
            "mot de passe à usage unique",
            "nouveau mot de passe",
            "mot de passe généré",
            "code d'activation",
            "code activation",
            "première connexion",
            "mot de passe par défaut",
            "code provisoire",
        ),
        "ou code d’activation",
    ),
)
NAMES = "Dites où est le nom : une colonne « Nom », ou « Nom complet »."
KEYS = {
    "login": "Dites quelle colonne est l’identifiant de connexion.",
    "password": "Dites quelle colonne est le mot de passe, ou le code d’activation.",
}
NOBODY = "Aucune ligne n’a un nom, un identifiant et un mot de passe : vérifiez les colonnes."
TOO_MANY = (
    "Ce fichier fait {count} fiches ; {most} au plus par PDF. Imprimez classe par classe, ou découpez-le."
)
NO_CLASS = "Aucune fiche pour « {classes} » : les classes du fichier sont {present}."
NUMBER = re.compile(r"(\d+)")
NOT_A_SIGN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class LoginCard:
    """What one person receives."""

    name: str
    klass: str
    login: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class LoginCards:
    """The sheets by class and name; `left_out`: lines without a name, a login or a password, or too long."""

    sheets: list[LoginCard] = field(repr=False)
    left_out: list[int]

    @property
    def classes(self) -> list[str]:
        """Those of the file, in the order of the pages."""
        return list(dict.fromkeys(card.klass for card in self.sheets if card.klass))


def guessed(headers: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """The column (from 0) of each field, by its header; what this school chose before comes first."""
    columns = match_columns(headers, FIELDS, remembered)
    return {code: rank for rank, code in enumerate(columns) if code}


def refused_columns(places: Mapping[str, int]) -> list[str]:
    """Why these columns make no sheet."""
    named = [] if {"family_name", "full_name"} & set(places) else [NAMES]
    return named + [says for code, says in KEYS.items() if code not in places]


def read_sheets(lines: Iterable[tuple[int, list[str]]], places: Mapping[str, int]) -> LoginCards:
    """One sheet for each line (number, cells) that tells a name, a login and a password, sorted."""
    made: list[LoginCard] = []
    left_out: list[int] = []
    for line, cells in lines:
        fields = {code: cells[rank].strip() if rank < len(cells) else "" for code, rank in places.items()}
        family, given = fields.get("family_name", ""), fields.get("given_name", "")
        name = " ".join(f"{family} {given}".split()) or " ".join(fields.get("full_name", "").split())
        sheet = LoginCard(
            name, " ".join(fields.get("class", "").split()), fields["login"], fields["password"]
        )
        texts = (sheet.name, sheet.login, sheet.password)
        if all(texts) and max(map(len, (*texts, sheet.klass))) <= LONGEST:
            made.append(sheet)
        else:
            left_out.append(line)
    return LoginCards(sorted(made, key=lambda card: (_order(card.klass), fold(card.name))), left_out)


def _order(klass: str) -> list[tuple[int, str]]:
    """« 6e 9 » before « 6e 10 »: numbers as numbers."""
    pieces = [piece for piece in NUMBER.split(fold(klass)) if piece]
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def of_classes(sheets: LoginCards, typed: str) -> LoginCards:
    """Those of the classes that somebody typed (« 6A, 6e B »); all when nothing is typed."""
    wanted = {_plain(word) for word in re.split(r"[,;\n]", typed) if _plain(word)}
    if not wanted:
        return sheets
    return LoginCards([card for card in sheets.sheets if _plain(card.klass) in wanted], sheets.left_out)


def _plain(klass: str) -> str:
    """« 6ème A », « 6e A » and « 6A » are one class."""
    return re.sub(r"^(\d+)(?:ieme|eme|e)(?=.)", r"\1", NOT_A_SIGN.sub("", fold(klass)))


def refused_sheets(cards: LoginCards, chosen: LoginCards, typed: str) -> list[str]:
    """Why nothing can be printed."""
    if not cards.sheets:
        return [NOBODY]
    if not chosen.sheets:
        present = ", ".join(cards.classes[:SHOWN_LINES]) or "absentes de ce fichier"
        return [NO_CLASS.format(classes=" ".join(typed.split())[:60], present=present)]
    if len(chosen.sheets) > MOST:
        return [TOO_MANY.format(count=len(chosen.sheets), most=MOST)]
    return []


def left_out_words(lines: Sequence[int]) -> str:
    """Which lines get no sheet, in one sentence; empty when all do."""
    if not lines:
        return ""
    numbers = ", ".join(str(line) for line in lines[:SHOWN_LINES])
    more = "…" if len(lines) > SHOWN_LINES else ""
    singular, plural = "La ligne {} n’aura pas de fiche", "Les lignes {} n’auront pas de fiche"
    sentence = (singular if len(lines) == 1 else plural).format(numbers + more)
    return (
        f"{sentence} : il y manque le nom, l’identifiant ou le mot de passe, ou une cellule est trop longue."
    )


def pages_of(sheets: Iterable[LoginCard], per_page: int) -> Iterator[list[LoginCard]]:
    """The sheets of each page, in their order; a class begins on a page of its own."""
    for _, group in groupby(sheets, key=lambda card: card.klass):
        same = list(group)
        yield from (same[start : start + per_page] for start in range(0, len(same), per_page))
