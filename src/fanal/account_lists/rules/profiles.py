"""Whose profile is this word of a service: a pupil's, the staff's, a guardian's? Does it give admin rights?

Profiles of the SDET and of the GAR (`National_1`/`National_ELV`, 2/TUT, 3/ENS, 4/DIR, 5/EVS, 6/ETA, 7/ACA,
DOC, COL; case varies), functions of the AAF, and what ENT, Pronote, Éléa and Pix write in full.
"""

import re
from functools import lru_cache

from fanal.core.text.words import fold

PUPIL, STAFF, GUARDIAN, UNKNOWN = "pupil", "staff", "guardian", ""
# In this order: « responsable d’élève » is no pupil, « élève administrateur » is one.
WORDS = (
    (
        GUARDIAN,
        """
        tut national2 parent parents responsable responsables relative tuteur tutrice famille
        familles guardian resp persreleleve
    """,
    ),
    (
        PUPIL,
        """
        elv national1 eleve eleves student students apprenant apprenants apprenti pupil etudiant
        prescrit
    """,
    ),
    (
        STAFF,
        """
        ens dir evs eta doc aca col national3 national4 national5 national6 national7 enseignant
        enseignante enseignants prof profs professeur professeurs teacher teachers personnel
        personnels direction chef principal proviseur adjoint cpe aed aesh edu documentaliste
        agent agents gestionnaire secretaire administratif administratifs vie staff
        editingteacher manager administrateur admin infirmier infirmiere surveillant educateur
        assistant assistante formateur tuteurs perseducnat
    """,
    ),
)
PROFILE_OF = {word: side for side, words in reversed(WORDS) for word in words.split()}
ORDER = (GUARDIAN, PUPIL, STAFF)
ADMINS = frozenset(
    [
        "admin",
        "administrateur",
        "administratrice",
        "administrateurs",
        "adml",
        "superviseur",
        "superadmin",
        "root",
    ]
)
YES = frozenset(
    ["oui", "o", "yes", "y", "vrai", "true", "1", "x", "admin", "administrateur", "administratrice"]
)
PIECES = re.compile(r"[a-z0-9]+")


def _words(text: str) -> list[str]:
    folded = fold(text).replace("national_", "national")
    words = PIECES.findall(folded)
    return [word.removeprefix("national") if word[8:].isalpha() else word for word in words]


@lru_cache(maxsize=1024)
def side_of(profile: str) -> str:
    """« Responsable d’élève » → guardian, « National_ENS » → staff; empty when the word is unknown."""
    sides = {PROFILE_OF[word] for word in _words(profile) if word in PROFILE_OF}
    return next((side for side in ORDER if side in sides), UNKNOWN)


@lru_cache(maxsize=1024)
def gives_rights(profile: str) -> bool:
    """A profile that is called administrator."""
    return not ADMINS.isdisjoint(_words(profile))


@lru_cache(maxsize=1024)
def is_yes(cell: str) -> bool:
    """« Oui », « 1 », « VRAI », « x » in the column of administrators."""
    return not YES.isdisjoint(_words(cell))
