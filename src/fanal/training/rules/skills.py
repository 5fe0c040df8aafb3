"""What does a training make one better at? The sixteen competences of the CRCN, the five domains for staff.

Source: code de l’éducation, D121-1 (CRCN: certain). CRCN-Édu: its first domain is certain, the names of the
four others are probable (`docs/domain/training.md`).
"""

from dataclasses import dataclass
from itertools import groupby

DOMAINS = {
    "1": "Informations et données",
    "2": "Communication et collaboration",
    "3": "Création de contenus",
    "4": "Protection et sécurité",
    "5": "Environnement numérique",
}


@dataclass(frozen=True)
class DigitalSkill:
    """One competence of the CRCN; `code` begins with that of its domain."""

    code: str
    label: str

    @property
    def domain(self) -> str:
        return DOMAINS[self.code[0]]


SKILLS = (
    DigitalSkill("1.1", "Mener une recherche et une veille d’information"),
    DigitalSkill("1.2", "Gérer des données"),
    DigitalSkill("1.3", "Traiter des données"),
    DigitalSkill("2.1", "Interagir"),
    DigitalSkill("2.2", "Partager et publier"),
    DigitalSkill("2.3", "Collaborer"),
    DigitalSkill("2.4", "S’insérer dans le monde numérique"),
    DigitalSkill("3.1", "Développer des documents textuels"),
    DigitalSkill("3.2", "Développer des documents multimédia"),
    DigitalSkill("3.3", "Adapter les documents à leur finalité"),
    DigitalSkill("3.4", "Programmer"),
    DigitalSkill("4.1", "Sécuriser l’environnement numérique"),
    DigitalSkill("4.2", "Protéger les données personnelles et la vie privée"),
    DigitalSkill("4.3", "Protéger la santé, le bien-être et l’environnement"),
    DigitalSkill("5.1", "Résoudre des problèmes techniques"),
    DigitalSkill("5.2", "Évoluer dans un environnement numérique"),
)
STAFF_DOMAINS = {
    "E1": "Environnement professionnel",
    "E2": "Ressources numériques",
    "E3": "Enseignement-apprentissage",
    "E4": "Diversité et autonomisation des apprenants",
    "E5": "Compétences numériques des apprenants",
}
BY_CODE = {skill.code: skill for skill in SKILLS}


def skill_choices() -> list[tuple[str, str]]:
    """« 2.3 Collaborer », as boxes to tick."""
    return [(skill.code, f"{skill.code} {skill.label}") for skill in SKILLS]


def staff_choices() -> list[tuple[str, str]]:
    return list(STAFF_DOMAINS.items())


def skills_words(codes: list[str]) -> str:
    """« Communication et collaboration : 2.2 Partager et publier, 2.3 Collaborer »."""
    chosen = [BY_CODE[code] for code in sorted(set(codes)) if code in BY_CODE]
    parts = []
    for domain, skills in groupby(chosen, key=lambda skill: skill.domain):
        parts.append(f"{domain} : {', '.join(f'{skill.code} {skill.label}' for skill in skills)}")
    return " ; ".join(parts)


def staff_words(codes: list[str]) -> str:
    return ", ".join(label for code, label in STAFF_DOMAINS.items() if code in codes)


# Subjects that a school may begin with; our own choice. Name, competences, domains of the staff.
FIRST_SUBJECTS = (
    ("Évaluer avec le numérique", ("2.1", "1.3"), ("E3",)),
    ("Créer une activité en ligne", ("3.2", "3.3"), ("E2", "E3")),
    ("Différencier et rendre accessible", ("3.3",), ("E4",)),
    ("Travailler à plusieurs sur un document", ("2.3", "3.1"), ("E1", "E3")),
    ("L’ENT au quotidien : cahier de textes, messagerie", ("2.1", "2.2"), ("E1",)),
    ("Les tablettes en classe", ("5.1", "5.2"), ("E3",)),
    ("Son, image et vidéo avec les élèves", ("3.2",), ("E2", "E5")),
    ("Chercher et vérifier l’information", ("1.1",), ("E5",)),
    ("Tableur et données", ("1.2", "1.3"), ("E2",)),
    ("Programmer avec les élèves", ("3.4",), ("E5",)),
    ("L’intelligence artificielle en classe", ("1.1", "2.4"), ("E3", "E5")),
    ("Données personnelles : les bons réflexes", ("4.2",), ("E1",)),
    ("Mots de passe et sécurité", ("4.1",), ("E1",)),
    ("Préparer Pix avec une classe", ("5.2",), ("E5",)),
)
