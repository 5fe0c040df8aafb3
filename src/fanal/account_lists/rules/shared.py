"""Is this the account of nobody in particular: « secretariat », « CDI », « salle 12 »?

A shared account has no owner: nobody can be asked what was done with it, and its password outlives whoever
leaves. Pure. Every word must be of the list: « Salle » may be somebody's name, « Marie Salle » is a person.
"""

import re
from functools import lru_cache

from fanal.core.text.words import fold

PLACES = """
    accueil administration agence atelier bibliotheque bureau cdi cuisine direction foyer gestion
    gymnase infirmerie informatique intendance internat labo laboratoire loge mediatheque permanence
    reception salle secretariat serveur standard studio technologie vie scolaire viescolaire viesco
    technique
"""
THINGS = """
    affichage borne chariot copieur ecran ecrans imprimante ipad kiosque laptop mac ordinateur ordi pc
    photocopieur portable poste scanner scratch tablette tablettes tbi valise videoprojecteur vpi wifi
"""
WORDS = """
    admin administrateur agents aed ap asso association atsem ce classe club cpe collectif commun
    commune compte contact demo eleve eleves ens enseignant enseignants equipe essai etablissement eval
    examen examens formateur formation fse generique groupe invite invites invitee noreply parent
    parents partage partagee perso personnel personnels prof profs professeur professeurs remplacant
    remplacants root secours service stagiaire stagiaires supervision superviseur support surveillant
    surveillants system systeme temp temporaire test tests tuteur user utilisateur visiteur webmaster
    visiteurs
"""
LINKS = "a au aux d de des du en et l la le les n no numero ordinateurs postes salles"
GENERIC = frozenset(f"{PLACES} {THINGS} {WORDS}".split())
KNOWN = GENERIC | frozenset(LINKS.split())
PIECES = re.compile(r"[a-z]+|[0-9]+")
SCHOOLS = frozenset({"college", "clg", "lycee", "lyc", "lp", "lpo", "ecole", "erea", "ien", "uai"})


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """`fold`, for names that a list repeats by the thousand."""
    return fold(text)


def words_of(text: str) -> list[str]:
    """« Salle_12 » → salle, 12."""
    return PIECES.findall(plain(text))


def is_generic(text: str) -> bool:
    """Every word is a place, a thing or a function; numbers, letters and link words do not count."""
    words = [word for word in words_of(text) if not word.isdigit()]
    if not words or not any(word in GENERIC for word in words):
        return False
    return all(word in KNOWN or word in SCHOOLS or len(word) == 1 for word in words)


def is_shared(*, login: str, family_name: str, given_name: str, full_name: str, email: str) -> bool:
    """By its name when it has one; by its login or its address when nothing tells a person's name.

    A person whose name or login is an ordinary word (M. Bureau) has a given name: their account is theirs.
    """
    name = " ".join(filter(None, [full_name, family_name, given_name]))
    if words_of(name):
        return is_generic(name)
    return is_generic(login) or is_generic(email.partition("@")[0])
