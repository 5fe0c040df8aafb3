"""Three letters that Fanal proposes; a school keeps its own copy of those it likes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """`code` is its place in an address."""

    code: str
    title: str
    body: str


EQUIPMENT = """\
{{établissement}}, le {{date}}

À la famille de **{{prénom}} {{nom}}**, classe de {{classe}}

Madame, Monsieur,

L’établissement a prêté du matériel à votre enfant. Merci de le rapporter, complet, avec son chargeur.

S’il est abîmé ou perdu, dites-le-nous : nous verrons ensemble quoi faire.

La direction
"""
SIGNING_IN = """\
Bonjour {{prénom}},

Tu es en **{{classe}}** pour l’année {{année}}. Ton professeur principal te remet ta fiche de connexion.

1. Ouvre l’adresse qui est sur la fiche.
2. Recopie ton identifiant et ton mot de passe.
3. Choisis un mot de passe à toi, et ne le donne à personne.

En cas de difficulté, demande à un adulte de l’établissement.
"""
MEETING = """\
{{établissement}}, le {{date}}

Madame, Monsieur,

Une réunion présentera aux familles des élèves de {{classe}} les services numériques de l’établissement.

Nous espérons vous y voir avec {{prénom}}.

La direction
"""
EXAMPLES = (
    Example("materiel", "Retour du matériel prêté", EQUIPMENT),
    Example("connexion", "Se connecter pour la première fois", SIGNING_IN),
    Example("reunion", "Réunion d’information", MEETING),
)
EXAMPLE_OF = {example.code: example for example in EXAMPLES}
