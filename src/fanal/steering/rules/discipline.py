"""In which disciplines does an action take place? A short list of our own; several may be said, or none.

Schools write « Maths », « SVT, physique »: a cell of a table is read by how its words begin. Pure.
"""

import re
from collections.abc import Collection, Iterable

from fanal.core.labelled import Labelled
from fanal.core.text.words import fold


class Discipline(Labelled):
    LETTERS = "letters", "Lettres"
    MATHS = "maths", "Mathématiques"
    HISTORY = "history", "Histoire-géographie"
    LANGUAGES = "language", "Langues vivantes"
    ANCIENT = "ancient", "Langues anciennes"
    LIFE = "life", "SVT"
    PHYSICS = "physics", "Physique-chimie"
    TECHNOLOGY = "techno", "Technologie"
    COMPUTING = "computer", "NSI et SNT"
    ECONOMY = "economy", "SES et économie-gestion"
    PHILOSOPHY = "philo", "Philosophie"
    ARTS = "arts", "Arts plastiques"
    MUSIC = "music", "Éducation musicale"
    SPORT = "sport", "EPS"
    MEDIA = "media", "Documentation"
    TRADES = "trades", "Enseignement professionnel"


# How a folded word of a table begins; a longer beginning stands before a shorter one that begins it.
BEGINNINGS = {
    "langues anciennes": Discipline.ANCIENT,
    "langues et cultures": Discipline.ANCIENT,
    "lca": Discipline.ANCIENT,
    "education musicale": Discipline.MUSIC,
    "education physique": Discipline.SPORT,
    "education aux medias": Discipline.MEDIA,
    "enseignement professionnel": Discipline.TRADES,
    "enseignements professionnels": Discipline.TRADES,
    "lettres": Discipline.LETTERS,
    "francais": Discipline.LETTERS,
    "math": Discipline.MATHS,
    "histoire": Discipline.HISTORY,
    "geographie": Discipline.HISTORY,
    "emc": Discipline.HISTORY,
    "hist": Discipline.HISTORY,
    "langues": Discipline.LANGUAGES,
    "langue": Discipline.LANGUAGES,
    "lv": Discipline.LANGUAGES,
    "anglais": Discipline.LANGUAGES,
    "allemand": Discipline.LANGUAGES,
    "espagnol": Discipline.LANGUAGES,
    "italien": Discipline.LANGUAGES,
    "latin": Discipline.ANCIENT,
    "grec": Discipline.ANCIENT,
    "svt": Discipline.LIFE,
    "sciences de la vie": Discipline.LIFE,
    "sciences physiques": Discipline.PHYSICS,
    "physique": Discipline.PHYSICS,
    "chimie": Discipline.PHYSICS,
    "sciences de l'ingenieur": Discipline.TECHNOLOGY,
    "techno": Discipline.TECHNOLOGY,
    "nsi": Discipline.COMPUTING,
    "snt": Discipline.COMPUTING,
    "ses": Discipline.ECONOMY,
    "economie": Discipline.ECONOMY,
    "eco-gestion": Discipline.ECONOMY,
    "philo": Discipline.PHILOSOPHY,
    "arts": Discipline.ARTS,
    "musique": Discipline.MUSIC,
    "eps": Discipline.SPORT,
    "documentation": Discipline.MEDIA,
    "doc": Discipline.MEDIA,
    "emi": Discipline.MEDIA,
    "cdi": Discipline.MEDIA,
}
NOT_SAID = "Sans discipline"


def in_order(codes: Collection[str]) -> list[str]:
    """These codes once each, in the order of the list."""
    return [each.value for each in Discipline if each.value in codes]


def disciplines_words(codes: Collection[str]) -> str:
    """« Mathématiques, SVT »; nothing for none."""
    return ", ".join(Discipline(code).label for code in in_order(codes))


def read_disciplines(text: str) -> tuple[list[str], list[str]]:
    """The codes that a cell says, and the words in it that name none."""
    codes, unknown = set[str](), list[str]()
    for word in re.split(r"[,;/+]", text):
        if folded := fold(word.strip()):
            discipline = next((each for begin, each in BEGINNINGS.items() if folded.startswith(begin)), None)
            if discipline is None:
                unknown.append(word.strip())
            else:
                codes.add(discipline.value)
    return in_order(codes), unknown


def unknown_words(word: str) -> str:
    """Why a cell is not kept."""
    return (
        f"« {word[:40]} » n’est pas une discipline de la liste : écrivez par exemple « Mathématiques, SVT »."
    )


def counts_by_discipline(rows: Iterable[Collection[str]]) -> list[tuple[str, int]]:
    """How many rows each discipline has, the most first; one of two disciplines counts in both.

    Those without any are said last, once another has one.
    """
    counts, without = dict.fromkeys(Discipline, 0), 0
    for codes in rows:
        without += not codes
        for code in in_order(codes):
            counts[Discipline(code)] += 1
    said = [(each.label, count) for each, count in counts.items() if count]
    said.sort(key=lambda pair: -pair[1])
    return [*said, (NOT_SAID, without)] if said and without else said
