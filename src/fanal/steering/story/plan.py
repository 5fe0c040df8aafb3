"""What the project of the demonstration says: its axes, its objectives, its actions."""

from typing import Any

TITLE = "Projet numérique du collège"
INTRODUCTION = (
    "Les salles sont équipées de façon inégale et les usages dépendent de quelques collègues. En trois ans, "
    "chaque équipe doit pouvoir compter sur un matériel qui marche, sur une formation choisie et sur un "
    "collègue à qui demander."
)
EQUIPPED, TRAINED = "Que chaque salle ait de quoi projeter", "Que chaque enseignant suive une formation"
ENT, SHARED = "Que l’ENT soit le lieu de travail commun", "Que les pratiques se partagent"
REPAIRED, PROTECTED = "Qu’une panne soit réparée en une semaine", "Que les données de chacun soient protégées"
PIX, MEDIA = "Que chaque élève de 3e soit certifié Pix", "Que l’éducation aux médias ait sa place"
# Axis, then its objectives with what is expected of each.
PLAN: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Un matériel sur lequel on compte",
        ((EQUIPPED, "36 salles sur 36"), (REPAIRED, "Neuf pannes sur dix en cinq jours ouvrés")),
    ),
    (
        "Des équipes formées, qui partagent",
        (
            (TRAINED, "Une formation par an, choisie, pour neuf enseignants sur dix"),
            (ENT, "Huit enseignants sur dix y déposent le travail chaque semaine"),
            (SHARED, "Dix fiches pratiques écrites par des collègues"),
        ),
    ),
    (
        "Des élèves autonomes et protégés",
        ((PIX, "Tous les élèves de 3e"), (PROTECTED, "Un registre à jour, des comptes fermés"), (MEDIA, "")),
    ),
)
# Objective, action, kind, who (a person of the story, or words), months of the project, budget, payer, state.
ACTIONS: tuple[tuple[Any, ...], ...] = (
    (EQUIPPED, "Remplacer douze vidéoprojecteurs", "equip", "bursar", 0, 9, 14_400, "authority", "done"),
    (
        EQUIPPED,
        "Poser un écran dans les salles du bâtiment B",
        "equip",
        "bursar",
        10,
        16,
        6_200,
        "school",
        "running",
    ),
    (
        REPAIRED,
        "Signaler toutes les pannes au même endroit",
        "help",
        "digital_lead",
        0,
        3,
        0,
        "school",
        "done",
    ),
    (
        REPAIRED,
        "Tenir une réserve de lampes et de câbles",
        "equip",
        "bursar",
        2,
        34,
        900,
        "school",
        "running",
    ),
    (REPAIRED, "Former deux relais par bâtiment", "train", "digital_lead", 8, 13, 0, "state", "running"),
    (TRAINED, "Recueillir les besoins à chaque rentrée", "train", "head", 0, 2, 0, "school", "done"),
    (
        TRAINED,
        "Demander une formation d’initiative locale",
        "train",
        "digital_lead",
        13,
        21,
        0,
        "state",
        "planned",
    ),
    (
        ENT,
        "Présenter l’ENT à chaque conseil d’enseignement",
        "train",
        "digital_lead",
        1,
        12,
        0,
        "school",
        "done",
    ),
    (
        ENT,
        "Écrire la charte des échanges avec les familles",
        "service",
        "head",
        12,
        14,
        0,
        "school",
        "running",
    ),
    (
        SHARED,
        "Ouvrir une heure de partage par mois",
        "practice",
        "Équipe de mathématiques",
        13,
        33,
        0,
        "school",
        "planned",
    ),
    (
        PIX,
        "Préparer Pix en 4e et en 3e",
        "practice",
        "Professeure documentaliste",
        1,
        34,
        0,
        "school",
        "running",
    ),
    (PROTECTED, "Relire le registre avec le délégué", "service", "head", 3, 10, 0, "school", "done"),
)
# In which disciplines an action takes place; the others are those of the whole school.
DISCIPLINES = {
    "Présenter l’ENT à chaque conseil d’enseignement": ["letters", "maths", "language"],
    "Ouvrir une heure de partage par mois": ["maths"],
    "Préparer Pix en 4e et en 3e": ["maths", "techno", "media"],
    "Demander une formation d’initiative locale": ["letters", "language"],
}
