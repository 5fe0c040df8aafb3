"""The lines of exit and arrival sheets that belong to no other app: what people do for one another."""

from fanal.accounts.models import School
from fanal.core.people.arrivals_departures import ARRIVAL, CHECKLIST_STEPS, DEPARTURE, PERSON, ManualStep
from fanal.core.registry import register

LEAD, OFFICE = "le référent", "le secrétariat"
STEPS = {
    DEPARTURE: (
        ManualStep(
            "handover",
            "Transmettre ses projets et ses documents partagés",
            LEAD,
            "espaces de l’ENT, dossiers du réseau, réservations à son nom",
        ),
        ManualStep(
            "passwords",
            "Changer les mots de passe communs que cette personne connaît",
            LEAD,
            "comptes génériques, Wi-Fi, réseaux sociaux de l’établissement",
        ),
    ),
    ARRIVAL: (
        ManualStep("welcome", "Accueillir : à qui demander, comment signaler une panne", LEAD),
        ManualStep("charter", "Faire lire et signer la charte informatique", OFFICE),
    ),
}


@register(CHECKLIST_STEPS, "directory")
def own_steps(school: School, sheet: str, of: str) -> list[ManualStep]:
    return list(STEPS[sheet]) if of == PERSON else []
