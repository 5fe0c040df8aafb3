"""What does a letter of mission hold, and how does it live? Pure.

In a school it is optional: no text asks for it; three académies advise it (Versailles, letter model of
22-2-2023; Lyon: « bien que non obligatoire, recommandée » ; Créteil: « rédigée conjointement », with
indicators). Its content here is the union of the three. Signed means signed on paper: no press signs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fanal.core.labelled import Labelled
from fanal.year.rules.years import SchoolYear

OPTIONAL = "Facultative dans un établissement ; recommandée par plusieurs académies."
SOURCES = "Contenu d’après les guides des académies de Versailles, de Lyon et de Créteil."
LONGEST = 3000


class LetterState(Labelled):
    DRAFT = "draft", "En rédaction"
    SHARED = "shared", "En attente d’accord"
    AGREED = "agreed", "Acceptée, à signer"
    SIGNED = "signed", "Signée"
    AMENDED = "amended", "Remplacée"
    CLOSED = "closed", "Close"


WRITABLE = (LetterState.DRAFT, LetterState.SHARED)
IN_FORCE = (LetterState.AGREED, LetterState.SIGNED)
OPEN = (*WRITABLE, *IN_FORCE)
TONES = {
    LetterState.DRAFT: "",
    LetterState.SHARED: "warn",
    LetterState.AGREED: "info",
    LetterState.SIGNED: "ok",
    LetterState.AMENDED: "",
    LetterState.CLOSED: "",
}


class Pay(Labelled):
    """No amount: it is in the proposal, which other people read."""

    INDEMNITY = "indemnity", "Indemnité pour mission particulière"
    RELIEF = "relief", "Allègement de service"
    NONE = "none", "Aucune, ou pas encore décidée"


@dataclass(frozen=True)
class Text:
    """One part of the letter: its field, its title, what to write there."""

    field: str
    label: str
    help: str = ""


TEXTS = (
    Text("main_missions", "Missions principales", "Une par ligne."),
    Text("secondary_missions", "Missions secondaires", "Une par ligne."),
    Text("objectives", "Objectifs de la période"),
    Text("indicators", "Indicateurs", "Plus de demandes peut vouloir dire plus d’usage."),
    Text("qualification", "Niveau de qualification"),
    Text("participation", "Formations et rencontres"),
    Text("means", "Moyens mis à disposition", "Matériel, téléphone, bureau, crédits."),
    Text("time_slots", "Créneaux dans l’emploi du temps"),
    Text("follow_up", "Suivi de la mission", "Bilan annuel, carnet, liste des activités, outil de demandes."),
    Text("opinions", "Avis recueillis", "Conseil pédagogique, conseil d’administration, et leurs dates."),
    Text("annexes", "Annexes"),
)
# In a private school under contract the head consults the teachers: there is neither council nor board.
CONSULTED = "Consultation des enseignants, et sa date."
BY_FIELD: Mapping[str, Text] = {part.field: part for part in TEXTS}
# What a letter of the year before may say again; the opinions are those of one year.
REPEATED = tuple(part.field for part in TEXTS if part.field != "opinions")
FOLLOW_UP = "Carnet de la mission, point de la semaine et bilan de fin d’année."
PARTICIPATION = "Réunions et formations proposées par la délégation académique au numérique."


@dataclass(frozen=True)
class LetterPeriod:
    """From a day to another, both included."""

    first: date
    last: date

    def meets(self, other: "LetterPeriod") -> bool:
        return self.first <= other.last and other.first <= self.last


def refusals(
    period: LetterPeriod, year: SchoolYear, *, main_missions: str, others: Iterable[LetterPeriod]
) -> list[str]:
    """Why this cannot be written; an empty list means that it can. `others`: the person's other letters."""
    reasons = []
    if period.last < period.first:
        reasons.append("La fin vient avant le début : vérifiez les deux dates.")
    elif period.first not in year or period.last not in year:
        reasons.append(f"La période doit rester dans l’année scolaire {year} de la mission.")
    elif any(period.meets(other) for other in others):
        reasons.append(
            "Cette personne a déjà une lettre pour cette mission et ces dates : "
            "modifiez-la, ou préparez un avenant."
        )
    if not main_missions.strip():
        reasons.append("Écrivez au moins une mission principale.")
    return reasons


def signature_refusals(signed_on: date, *, today: date) -> list[str]:
    if signed_on > today:
        return ["Cette signature serait de demain ou plus tard : indiquez le jour où le papier a été signé."]
    return []


def is_replaced(earlier: str, later: str) -> bool:
    """An earlier version holds until the later one is as far as it went."""
    if earlier not in IN_FORCE or later not in IN_FORCE:
        return False
    return IN_FORCE.index(LetterState(earlier)) <= IN_FORCE.index(LetterState(later))
