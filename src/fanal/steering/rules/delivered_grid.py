"""The grid that comes with Fanal, in our own words.

Its themes follow what the research on the field names: the ministry's reference for collèges and lycées
(measure of uses, yearly review, letter of mission, training over several years) and the areas of SELFIE
(leadership, collaboration, infrastructure, training, pedagogy). It copies neither, and is not official.
"""

from fanal.steering.rules.grid import GridQuestion

NAME = "Faire le point sur le numérique"
SOURCE = (
    "Grille rédigée pour Fanal. Ses thèmes s’inspirent du référentiel de la DGESCO pour les collèges et "
    "lycées et des domaines de SELFIE ; elle n’est ni l’un ni l’autre et n’a rien d’officiel."
)
LEADING = "Conduire"
EQUIPPING = "Équiper et entretenir"
TRAINING = "Former et accompagner"
TEACHING = "Enseigner et apprendre"
PROTECTING = "Protéger et informer"
QUESTIONS = tuple(
    GridQuestion(section, text)
    for section, texts in (
        (
            LEADING,
            (
                "Le projet d’établissement a une partie numérique, avec des objectifs que chacun peut citer.",
                "Une commission numérique se réunit au moins une fois par trimestre.",
                "Une lettre de mission dit le rôle du référent numérique, ses conditions et sa rémunération.",
                "Un bilan annuel est présenté aux conseils de l’établissement et tient compte des retours "
                "des utilisateurs.",
                "Les décisions prises ont un responsable et une date, et leur suite est vérifiée.",
            ),
        ),
        (
            EQUIPPING,
            (
                "L’inventaire du matériel est à jour et sert à prévoir les renouvellements.",
                "Les salles où l’on enseigne ont de quoi projeter et un réseau qui suffit.",
                "Une panne se signale au même endroit pour tous, et chacun sait où en est sa demande.",
                "L’usage des équipements est mesuré, et ce qui ne sert pas est déplacé.",
                "Les besoins sont présentés chaque année à la collectivité, classés par priorité.",
            ),
        ),
        (
            TRAINING,
            (
                "Un plan de formation local couvre plusieurs années.",
                "Les besoins de formation sont recueillis auprès de tous les personnels.",
                "Un achat important s’accompagne d’une formation à ce qu’il permet.",
                "Un collègue qui a un projet sait à qui demander de l’aide, et quand.",
                "Ce que les collègues savent faire se partage : fiches, ateliers, classes ouvertes.",
            ),
        ),
        (
            TEACHING,
            (
                "Chaque discipline a des usages du numérique qu’elle juge utiles aux apprentissages.",
                "Les compétences numériques des élèves sont travaillées de la première à la dernière année.",
                "Les élèves qui ont des besoins particuliers ont des outils adaptés.",
                "Les équipes échangent sur ce qui a marché et sur ce qui n’a pas marché.",
                "Les élèves sans équipement chez eux peuvent faire leur travail.",
            ),
        ),
        (
            PROTECTING,
            (
                "Le registre des traitements est à jour et chaque service en ligne y figure.",
                "Une charte est connue des élèves et des personnels, et relue avec eux.",
                "Les comptes des personnes parties sont fermés sans attendre.",
                "Les familles savent quels services l’établissement emploie et pour quoi faire.",
                "L’éducation aux médias et à l’information a sa place dans les enseignements.",
            ),
        ),
    )
    for text in texts
)
