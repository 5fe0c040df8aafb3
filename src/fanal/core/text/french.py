"""How a day, a count and a name are written in French.

Pure: no database, no clock, no locale of the machine.
"""

from collections.abc import Sequence
from datetime import date, datetime

from fanal.core.text.words import begins_with_vowel, fold, of

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SCHOOLS = {
    "college": False,
    "lycee": False,
    "ecole": True,
    "institution": True,
    "cite": True,
    "groupe": False,
}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def counted(number: int, singular: str, plural: str = "") -> str:
    """« 1 jour ouvré », « 11 jours ouvrés »: in French, 0 and 1 are singular."""
    if abs(number) < 2:
        return f"{number} {singular}"
    return f"{number} " + (plural or " ".join(f"{word}s" for word in singular.split()))


def first_named(names: Sequence[str], most: int) -> str:
    """« T-01, T-02, T-03 et 4 de plus »: the first `most` of them."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" et {more} de plus" if more > 0 else "")


def agrees(number: float, singular: str, plural: str) -> str:
    """The form that agrees with this number: « 1,5 IMP est proposé », « 2 IMP sont proposés »."""
    return singular if abs(number) < 2 else plural


# Of the nouns of rows that rooms give; another one is masculine.
FEMININE_NOUNS = frozenset(
    [
        "action",
        "attente",
        "décision",
        "demande",
        "désignation",
        "fiche",
        "formation",
        "ligne",
        "mission",
        "réservation",
        "réunion",
        "séance",
        "suite",
        "valeur",
        "violation",
    ]
)
MADAM = ("Mme", "Mlle")
IN_LETTERS = ("", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def in_letters(number: int, singular: str, plural: str) -> str:
    """« trois demandes »: of feminine nouns, in letters up to ten."""
    written = IN_LETTERS[number] if 0 < number < len(IN_LETTERS) else number
    return f"{written} {agrees(number, singular, plural)}"


def day_in_words(day: date, *, today: date) -> str:
    """« 13 novembre », with the year only when it is not the current one."""
    number = "1er" if day.day == 1 else str(day.day)
    year = "" if day.year == today.year else f" {day.year}"
    return f"{number} {MONTHS[day.month - 1]}{year}"


def full_day(day: date) -> str:
    """« 13 novembre 2026 », where nobody knows when it will be read."""
    return f"{day_in_words(day, today=day)} {day.year}"


def full_moment(local: datetime) -> str:
    """« 13 novembre 2026 à 9 h 02 », of a moment on the clock of the school."""
    return f"{full_day(local.date())} à {local.hour}\u00a0h\u00a0{local.minute:02d}"


def the(noun: str, *, feminine: bool) -> str:
    """« le Département », « la Région », « l’OGEC »."""
    if begins_with_vowel(noun):
        return f"l’{noun}"
    return f"la {noun}" if feminine else f"le {noun}"


def the_school(name: str) -> str:
    """« le collège Simone-Veil », « l’école Jean-Macé »; a name that says no kind is left as it is."""
    kind, *rest = name.split() or [""]
    if fold(kind) not in SCHOOLS:
        return name
    return the(" ".join([kind.lower(), *rest]), feminine=SCHOOLS[fold(kind)])


def of_the(noun: str, *, feminine: bool) -> str:
    """« du Département », « de la Région », « de l’OGEC »."""
    if feminine or begins_with_vowel(noun):
        return f"de {the(noun, feminine=feminine)}"
    return f"du {noun}"


def of_the_school(name: str) -> str:
    """« du collège Simone-Veil », « de l’école Jean-Macé »; « de Saint-Exemple », which says no kind."""
    kind, *rest = name.split() or [""]
    if fold(kind) not in SCHOOLS:
        return of(name)
    return of_the(" ".join([kind.lower(), *rest]), feminine=SCHOOLS[fold(kind)])


def to_the(noun: str, *, feminine: bool) -> str:
    """« au Département », « à la Région », « à l’OGEC »."""
    if feminine or begins_with_vowel(noun):
        return f"à {the(noun, feminine=feminine)}"
    return f"au {noun}"


def to_whom(words: str) -> str:
    """« au conseil d’administration », of « le conseil d’administration »."""
    return f"au {words.removeprefix('le ')}" if words.startswith("le ") else f"à {words}"


def weekday_and_day(day: date, *, today: date) -> str:
    """« jeudi 3 décembre », with the year only when it is not the current one."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_words(day, today=today)}"
