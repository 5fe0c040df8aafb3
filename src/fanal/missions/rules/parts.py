"""What is each kind of activity made of? The lines of the text, in its own order.

Source: circulaire n° 2015-058 du 29-4-2015, annexe, § 6. The mission itself (its needs, its letter, its
hand-over) is our own fourth kind: the text gives it no line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.agenda.rules.codes import Activity


@dataclass(frozen=True)
class Part:
    """One line of the text, under its kind. `expertise` is what it asks for, in a few words of ours."""

    code: str
    activity: Activity
    label: str
    expertise: str


PARTS = (
    Part("steering", Activity.ADVICE, "Conseiller l’équipe de direction", "pilotage, conduite de projet"),
    Part("teams", Activity.ADVICE, "Accompagner les enseignants", "usages en classe, formation d’adultes"),
    Part("watch", Activity.ADVICE, "Veille et relais de l’académie", "ressources, actualité du numérique"),
    Part("training", Activity.ADVICE, "Se former et former", "formation d’adultes"),
    Part("authority", Activity.EQUIPMENT, "Dialogue avec la collectivité", "parc, marchés, budget"),
    Part("interface", Activity.EQUIPMENT, "Interface avec l’assistance", "premier diagnostic, suivi"),
    Part("accounts", Activity.SERVICES, "Comptes et données des services", "ENT, GAR, annuaires"),
    Part("security", Activity.SERVICES, "Sécurité et protection des données", "RGPD, droits d’accès"),
    Part("mission", Activity.MISSION, "Besoins, bilan et transmission", "organisation, écrit"),
)
BY_CODE: Mapping[str, Part] = {part.code: part for part in PARTS}


def parts_of(activity: Activity) -> tuple[Part, ...]:
    return tuple(part for part in PARTS if part.activity == activity)
