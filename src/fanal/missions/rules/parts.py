"""What is each kind of activity made of? The lines of the text, in its own order.

Source: circulaire n° 2015-058 du 29-4-2015, annexe, § 6. The mission itself (its needs, its letter, its
hand-over) is our own fourth kind: the text gives it no line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.agenda.rules.codes import Activity


@dataclass(frozen=True)
class MissionPart:
    """One line of the text, under its kind. `expertise` is what it asks for, in a few words of ours."""

    code: str
    activity: Activity
    label: str
    expertise: str


PARTS = (
    MissionPart(
        "steering", Activity.ADVICE, "Conseiller l’équipe de direction", "pilotage, conduite de projet"
    ),
    MissionPart(
        "teams", Activity.ADVICE, "Accompagner les enseignants", "usages en classe, formation d’adultes"
    ),
    MissionPart(
        "watch", Activity.ADVICE, "Veille et relais de l’académie", "ressources, actualité du numérique"
    ),
    MissionPart("training", Activity.ADVICE, "Se former et former", "formation d’adultes"),
    MissionPart("authority", Activity.EQUIPMENT, "Dialogue avec la collectivité", "parc, marchés, budget"),
    MissionPart("interface", Activity.EQUIPMENT, "Interface avec l’assistance", "premier diagnostic, suivi"),
    MissionPart("accounts", Activity.SERVICES, "Comptes et données des services", "ENT, GAR, annuaires"),
    MissionPart("security", Activity.SERVICES, "Sécurité et protection des données", "RGPD, droits d’accès"),
    MissionPart("mission", Activity.MISSION, "Besoins, bilan et transmission", "organisation, écrit"),
)
BY_CODE: Mapping[str, MissionPart] = {part.code: part for part in PARTS}


def parts_of(activity: Activity) -> tuple[MissionPart, ...]:
    return tuple(part for part in PARTS if part.activity == activity)
