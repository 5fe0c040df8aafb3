"""What an import would change of one row, field by field, in the words of the screen."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

DAYS, ISO_DAY = {"born", "left_on"}, re.compile(r"\d{4}-\d\d-\d\d")


LABELS = {
    "family_name": "Nom",
    "given_name": "Prénom",
    "born": "Né le",
    "class": "Classe",
    "level": "Niveau",
    "groups": "Groupes",
    "classes": "Classes",
    "functions": "Fonctions (codes)",
    "heads": "Professeur principal de",
    "subjects": "Matières",
    "email": "Courriel",
    "job": "Fonction ou discipline",
    "civility": "Civilité",
    "label": "Intitulé",
    "levels": "Niveaux",
    "left_on": "Sortie",
    "uai": "UAI",
}


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


def differences_of(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[FieldChange]:
    before, after = before or {}, after or {}
    return [
        FieldChange(LABELS.get(word, word), _in_words(word, before.get(word)), _in_words(word, after[word]))
        for word in after
        if words_of(before.get(word)) != words_of(after[word])
    ]


def _in_words(word: str, value: Any) -> str:
    """As the screen says it: a day as the French write it, a dash for nothing."""
    words = words_of(value)
    if word in DAYS and ISO_DAY.fullmatch(words):
        return f"{date.fromisoformat(words):%d/%m/%Y}"
    return words or "–"


def words_of(value: Any) -> str:
    """A value of a line for the screen; lists are joined, pairs show their first part."""
    if isinstance(value, list):
        words = (str(item[0]) if isinstance(item, list) else str(item) for item in value if item)
        return ", ".join(filter(None, words))
    return str(value or "")
