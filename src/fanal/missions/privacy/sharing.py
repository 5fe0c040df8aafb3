"""What the needs and the sharing keep about people: who takes a part of the mission, who wrote the needs.

Five years after the school year, as what is proposed for it (`allowances`): our choice, no text sets them.
"""

from datetime import datetime

from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission, PartNeed
from fanal.missions.policies.sharing import read_sharing
from fanal.missions.rules.parts import BY_CODE
from fanal.missions.rules.sharing import Competence
from fanal.year.rules.years import year_of

SENTENCES = {
    "missions.needs_written": "Fiche des besoins écrite",
    "missions.needs_closed": "Fiche des besoins arrêtée",
    "missions.needs_reopened": "Fiche des besoins rouverte",
    "missions.mission_shared": "Partie de la mission confiée",
    "missions.share_changed": "Part de la mission modifiée",
    "missions.share_dropped": "Part de la mission retirée",
    "missions.competence_declared": "Compétence déclarée par la personne",
    "missions.parts_weighed": "Poids d’une partie de la mission enregistré",
}
YEARS = 5


def first_kept(now: datetime) -> str:
    """What sorts before the label of the first school year that is still kept."""
    return f"{year_of(now.date()).first - YEARS}-"


def _part(code: str) -> str:
    return BY_CODE[code].label if code in BY_CODE else code


keeps = AppPrivacy(
    "missions",
    "La mission",
    SENTENCES,
    place="missions.sharing",
    purpose="Répartir la mission, dire les absences, passer le relais",
)
ALLOWANCES = keeps.rule(
    "missions.allowances",
    f"Besoins, partage, missions, avis, indemnités proposées : {YEARS} ans après l’année scolaire.",
)

keeps(ParticularMission, Until(ALLOWANCES, "school_year", first_kept))
keeps(PartNeed, Until(ALLOWANCES, "mission__school_year", first_kept), JournalName("Partie de la mission"))
keeps(
    MissionShare,
    Erased(
        "Parts de la mission",
        "person",
        becomes="gardées par l’établissement, sans le nom ni la compétence",
        leaves={"competence": ""},
    ),
    Until(ALLOWANCES, "mission__school_year", first_kept),
    Own(
        "parts de la mission",
        {
            "partie": "part",
            "part en %": "percent",
            "du": "starts_on",
            "au": "ends_on",
            "compétence": "competence",
        },
        by="du",
        labels={"partie": _part, "compétence": Competence},
        is_private=True,
    ),
    JournalName("Part de la mission"),
)
keeps(
    NeedsAssessment,
    Erased("Fiches des besoins", "written_by", becomes="gardées sans dire par qui"),
    Until(ALLOWANCES, "school_year", first_kept),
    Own("fiches des besoins", {"année": "school_year", "arrêtée le": "closed_on"}, by="année"),
    JournalName(
        "Fiche des besoins", "{0.school_year}", "shares:needs?annee={0.school_year}", right=read_sharing
    ),
)
