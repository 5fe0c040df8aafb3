"""Which services does a school usually have, whose are they, what do they ask each year? A start to edit.

Source: `docs/domain/services.md`, « Services of a school »: who runs it, the school's role there, what
comes back each year. Practice, not law: each school reads it over. Addresses differ from school to school.
"""

from dataclasses import dataclass

from fanal.core.text.words import fold
from fanal.online_services.rules.register import ServiceOwner

PUPILS, STAFF, BOTH = "pupils", "staff", "both"
KINDS = {
    "portal": "Espace numérique de travail (ENT)",
    "school_life": "Vie scolaire et notes",
    "resources": "Accès aux ressources (GAR)",
    "learning": "Cours en ligne",
    "skills": "Compétences numériques",
    "network": "Réseau, Wi-Fi, ordinateurs",
    "mail": "Messagerie, listes",
    "state": "Application de l’État",
    "website": "Site de l’établissement",
    "other": "Autre",
}
# The sheet of the register that a service of this kind begins from (`privacy.rules.models`).
SHEETS = {
    "portal": "ent",
    "school_life": "vie-scolaire",
    "resources": "gar",
    "learning": "elea",
    "skills": "pix",
    "network": "reseau",
    "website": "site",
}
HOLDERS = {PUPILS: "Élèves", STAFF: "Personnels", BOTH: "Élèves et personnels"}


@dataclass(frozen=True)
class Usual:
    """A service as most schools name it; `code` is its place in the form that offers it.

    `sheet`: of the register, when it is not that of its kind. `role`: who the school is over there.
    """

    code: str
    name: str
    kind: str
    holders: str
    owner: str = ""
    provider: str = ""
    role: str = ""
    duties: tuple[str, ...] = ()
    sheet: str = ""


MINISTRY, SUPERVISOR = "Ministère", "Superviseur"
SCHOOL_LIFE = ("Nouvelle base de l’année, en juillet-août", "Dates de publication", "Accès des parents")
USUAL = (
    Usual(
        "ent",
        "ENT",
        "portal",
        BOTH,
        ServiceOwner.BOTH,
        role="Administrateur local ou délégué",
        duties=("Changement d’année", "Groupes", "Comptes d’invités", "Droits"),
    ),
    Usual(
        "pronote", "Pronote", "school_life", BOTH, ServiceOwner.PUBLISHER, role=SUPERVISOR, duties=SCHOOL_LIFE
    ),
    Usual(
        "ecole-directe",
        "École directe",
        "school_life",
        BOTH,
        ServiceOwner.PUBLISHER,
        role=SUPERVISOR,
        duties=SCHOOL_LIFE,
    ),
    Usual(
        "gar",
        "Gestionnaire d’accès aux ressources (GAR)",
        "resources",
        BOTH,
        ServiceOwner.STATE,
        MINISTRY,
        "Responsable d’affectation et ses délégués",
        (
            "Affecter manuels et ressources",
            "Récupérer les licences après les départs",
            "Tableau de bord de la console : ressources non affectées, nouvelles licences, alertes",
        ),
    ),
    Usual(
        "educonnect",
        "ÉduConnect",
        "state",
        PUPILS,
        ServiceOwner.STATE,
        MINISTRY,
        "Chef d’établissement ou adjoint, délégués (DELEG-CE)",
        ("Remettre les codes aux élèves", "Aider les élèves et leurs responsables"),
        "educonnect",
    ),
    Usual(
        "elea",
        "Éléa",
        "learning",
        BOTH,
        ServiceOwner.STATE,
        MINISTRY,
        "Compte de gestion (UAI)",
        ("Importer les élèves : export SIECLE « ElevesSansAdresses », ou export de l’ENT",),
    ),
    Usual(
        "pix",
        "Pix Orga",
        "skills",
        PUPILS,
        ServiceOwner.OTHER,
        "GIP Pix",
        "Administrateur, membre",
        ("Importer les élèves", "Ouvrir les campagnes"),
    ),
    Usual(
        "pix-certif",
        "Pix Certif",
        "skills",
        PUPILS,
        ServiceOwner.OTHER,
        "GIP Pix",
        "Administrateur, membre",
        ("Ouvrir les sessions de certification", "Désigner les surveillants"),
    ),
    Usual(
        "arena",
        "ARENA",
        "state",
        STAFF,
        ServiceOwner.STATE,
        MINISTRY,
        "Chef d’établissement",
        ("Délégations (DELEG-CE)", "Clés OTP"),
    ),
    Usual(
        "apps",
        "apps.education.fr",
        "state",
        STAFF,
        ServiceOwner.STATE,
        MINISTRY,
        "Aucun : chacun y a son compte",
        ("Le faire connaître",),
    ),
    Usual("messagerie", "Messagerie académique", "mail", STAFF, ServiceOwner.STATE, "Académie"),
    Usual("listes", "Listes de diffusion", "mail", STAFF),
    Usual(
        "site",
        "Site de l’établissement",
        "website",
        STAFF,
        ServiceOwner.SCHOOL,
        role="Webmestre",
        duties=(
            "Mentions légales",
            "Données personnelles",
            "Droit à l’image",
            "Déclaration d’accessibilité (RGAA)",
        ),
    ),
    Usual("wifi", "Wi-Fi de l’établissement", "network", STAFF),
    Usual("reseau", "Réseau pédagogique", "network", BOTH),
)
_OWN_SHEETS = {fold(usual.name): usual.sheet for usual in USUAL if usual.sheet}


def sheet_of(name: str, kind: str) -> str | None:
    """The code of the sheet that a service begins from; None when it has one of its own to write."""
    return _OWN_SHEETS.get(fold(name)) or SHEETS.get(kind)
