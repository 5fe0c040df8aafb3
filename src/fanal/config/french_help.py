"""The words of argparse in French, and no command in its list that only Fanal itself calls.

argparse asks gettext for its words by the names `_` and `ngettext` of its module, and offers no other door.
"""

import argparse
from typing import Any

WORDS = {
    "usage: ": "emploi : ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "afficher cette aide",
    "show program's version number and exit": "afficher la version",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "ces mots ne sont pas compris : %s",
    "not allowed with argument %s": "ne va pas avec %s",
    "one of the arguments %s is required": "il faut l’un de : %s",
    "expected one argument": "une valeur est attendue",
    "expected at most one argument": "une valeur au plus est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "ignored explicit argument %r": "ne prend pas de valeur : %r",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s peut vouloir dire %(matches)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r est inconnu ; voyez --help",
    "invalid %(type)s value: %(value)r": "cette valeur ne convient pas : %(value)r",
    "can't open '%(filename)s': %(error)s": "%(filename)s ne peut pas être ouvert : %(error)s",
}
SEVERAL = {
    "expected %s argument": "%s valeur est attendue",
    "expected %s arguments": "%s valeurs sont attendues",
}


def _word(said: str) -> str:
    return WORDS.get(said, said)


def _several(one: str, many: str, count: int) -> str:
    form = one if count == 1 else many
    return SEVERAL.get(form, form)


def speak_french() -> None:
    """For the rest of the process."""
    spoken: Any = argparse
    spoken._, spoken.ngettext = _word, _several
