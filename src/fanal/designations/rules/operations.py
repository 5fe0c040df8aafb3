"""Which operations does a school usually permit on a service? Proposals, edited by whoever prepares the act.

Source: the roles on the school's side, `docs/domain/services.md`, « Services of a school »; the sentences are
ours.
"""

USUAL = {
    "portal": (
        "créer, modifier et fermer les comptes locaux et les invités",
        "régler les groupes et les droits d’accès de l’établissement",
        "réinitialiser un mot de passe à la demande de la personne",
    ),
    "school_life": (
        "gérer les profils et les droits des utilisateurs",
        "réinitialiser un mot de passe à la demande de la personne",
    ),
    "resources": (
        "affecter les ressources aux élèves et aux enseignants",
        "suivre les licences et les alertes de la console",
    ),
    "state": (
        "éditer et remettre les codes des élèves et des responsables",
        "réinitialiser un mot de passe à la demande de la personne",
    ),
    "skills": ("importer les élèves", "créer des campagnes et suivre les résultats"),
}
ANY = ("gérer les comptes et les droits des utilisateurs", "régler le service pour l’établissement")
EXCLUDED = (
    "tout engagement financier ou contractuel",
    "la communication de données à un tiers",
    "la suppression de données en masse sans accord écrit",
)
FANAL_DATA = "Identité et fonctions des personnels, identité et classes des élèves, comptes des services."


def usual(kind: str) -> tuple[str, ...]:
    return USUAL.get(kind, ANY)
