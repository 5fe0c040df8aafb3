"""How is a service corrected, and in which file? Only what is published; what is not says so.

Sources: `docs/domain/services.md`, « Corrections » (the GAR is fed by the ENT, a school has neither
certificate nor interface; Éléa reads SIECLE's export, or the ENT's); Pix Orga, its public code (a « SCO »
reads SIECLE's export); Moodle, on which Éléa is built: its « upload users » tool (`username`, `suspended`).
Pronote, École directe, ENT, ÉduConnect: no published format of import.
"""

from dataclasses import dataclass

NEUTRAL, MOODLE, OWN = "neutre", "moodle", ""
NEUTRAL_HEADERS = (
    "Écart",
    "À faire",
    "Nom",
    "Prénom",
    "Classe",
    "Identifiant",
    "Login",
    "Courriel",
    "Profil",
    "Précision",
)
NEUTRAL_CODES = ("family_name", "given_name", "class", "identifier", "login", "email", "profile")
MOODLE_HEADERS = ("username", "suspended")
SUSPENDED = ("orphan", "duplicate", "dormant")


@dataclass(frozen=True)
class Correction:
    """What is known of a service's own imports; `forms` are the files that Fanal writes for it."""

    says: str
    forms: tuple[str, ...] = (NEUTRAL,)


NOT_PUBLISHED = Correction(
    "Le format d’import de ce service n’est pas publié. Le premier fichier a les colonnes de votre liste : "
    "le service le relit souvent, vérifiez-le sur une ligne. Le tableau neutre, lui, se lit et se recopie."
)
CORRECTIONS = {
    "resources": Correction(
        "Le GAR ne s’importe pas depuis l’établissement : il est alimenté par l’ENT. Corrigez l’ENT ; ce "
        "fichier dit quoi."
    ),
    "skills": Correction(
        "Pix Orga lit l’export « ElevesSansAdresses » de SIECLE : pour les manquants et les partis, "
        "réimportez-le dans Pix Orga. Ce fichier sert à vérifier."
    ),
    "learning": Correction(
        "Éléa reçoit ses élèves de SIECLE (« ElevesSansAdresses ») ou de l’ENT : pour les manquants, "
        "refaites cet import. Le fichier Moodle suspend les comptes de trop (« Importer des utilisateurs »).",
        (NEUTRAL, MOODLE),
    ),
}


def correction_of(service_kind: str) -> Correction:
    return CORRECTIONS.get(service_kind, NOT_PUBLISHED)


def offers(service_kind: str, form: str, kind: str) -> bool:
    """Can this file be made? Moodle's only suspends: for accounts that are one too many."""
    is_offered = form in {OWN, *correction_of(service_kind).forms}
    return is_offered and (form != MOODLE or kind in SUSPENDED)
