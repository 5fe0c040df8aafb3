"""Which services does a school usually have, and who holds accounts there? A start, not what is due.

Source: the map of services of our notes on the domain (§ 5.1). Addresses differ from school to school.
"""

from dataclasses import dataclass

PUPILS, STAFF, BOTH = "pupils", "staff", "both"
KINDS = {
    "portal": "Espace numérique de travail (ENT)", "school_life": "Vie scolaire et notes",
    "resources": "Accès aux ressources (GAR)", "learning": "Cours en ligne",
    "skills": "Compétences numériques", "network": "Réseau, Wi-Fi, ordinateurs", "mail": "Messagerie",
    "other": "Autre",
}  # fmt: skip
# The sheet of the register that a service of this kind begins from (`privacy.rules.models`).
SHEETS = {
    "portal": "ent", "school_life": "vie-scolaire", "resources": "gar", "learning": "elea", "skills": "pix",
    "network": "reseau",
}  # fmt: skip
HOLDERS = {PUPILS: "Élèves", STAFF: "Personnels", BOTH: "Élèves et personnels"}


@dataclass(frozen=True)
class Usual:
    """A service as most schools name it; `code` is its place in the form that offers it."""

    code: str
    name: str
    kind: str
    holders: str


USUAL = (
    Usual("ent", "ENT", "portal", BOTH),
    Usual("pronote", "Pronote", "school_life", BOTH),
    Usual("ecole-directe", "École directe", "school_life", BOTH),
    Usual("gar", "Gestionnaire d’accès aux ressources (GAR)", "resources", BOTH),
    Usual("educonnect", "ÉduConnect", "portal", PUPILS),
    Usual("elea", "Éléa", "learning", BOTH),
    Usual("pix", "Pix Orga", "skills", PUPILS),
    Usual("wifi", "Wi-Fi de l’établissement", "network", STAFF),
    Usual("reseau", "Réseau pédagogique", "network", BOTH),
    Usual("messagerie", "Messagerie académique", "mail", STAFF),
)
