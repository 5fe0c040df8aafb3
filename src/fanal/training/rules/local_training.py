"""When may a school ask its académie for a training on the spot (FIL, FIT)? How many are missing?

Thresholds, delays and channels are those of each académie, and change: what stands here is an estimate that a
school corrects (`docs/domain/training.md`). Pure: `today` is an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.labelled import Labelled
from fanal.core.text.french import counted, full_day

MOST_A_YEAR = 40  # requests of one school


class LocalTrainingState(Labelled):
    DRAFT = "draft", "En préparation"
    SENT = "sent", "Envoyée"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"


TONES = {"draft": "", "sent": "info", "accepted": "ok", "refused": "warn"}


@dataclass(frozen=True)
class LocalRules:
    """`name`: what it is called there; `channel`: where it is asked; `two_trainers_from`: 0 if not known.

    `list_days`: how long before the training the list of participants leaves; `campaign_until`: the last day
    for requests, None while the school has not written it.
    """

    name: str
    channel: str
    threshold: int
    list_days: int
    two_trainers_from: int
    source: str
    campaign_until: date | None = None


USUAL = LocalRules(
    "FIL",
    "le formulaire de l’EAFC ou SOFIA-FMO",
    10,
    56,
    0,
    "Estimation : seuil et délai les plus courants parmi ceux que nous avons lus.",
)
BY_ACADEMY: Mapping[str, LocalRules] = {
    "grenoble": LocalRules(
        "FIT",
        "GAIA Accès Responsable",
        12,
        56,
        16,
        "Page de l’académie de Grenoble, lue en 2026.",
    ),
    "clermont": LocalRules(
        "FIL",
        "le formulaire de l’EAFC",
        10,
        56,
        0,
        "Page de l’académie de Clermont-Ferrand, lue en 2026 (seuil) ; le délai de la liste est estimé.",
    ),
}


def rules_of_academy(name: str) -> LocalRules:
    """What is known of an académie by its name; the usual estimate for the others."""
    words = name.casefold()
    return next((rules for code, rules in BY_ACADEMY.items() if code in words), USUAL)


def missing(people: int, threshold: int) -> int:
    return max(0, threshold - people)


def threshold_words(people: int, threshold: int, name: str, *, is_counted: bool) -> str:
    """« Il manque 1 personne pour demander une FIL »; without a number for a group that is not counted."""
    if not is_counted and people < threshold:
        return f"Trop peu encore pour demander une {name} ({threshold} personnes)"
    if lacking := missing(people, threshold):
        return f"Il manque {counted(lacking, 'personne')} pour demander une {name}"
    return f"Le seuil est atteint ({threshold} personnes) : vous pouvez demander une {name}"


def latest_list(day: date, list_days: int) -> date:
    """The last day on which the list of participants of a training on that day may leave."""
    return day - timedelta(days=list_days)


def date_warnings(day: date | None, list_days: int, campaign_until: date | None, *, today: date) -> list[str]:
    """What is to be known of the two dates: the campaign for the request, the list of participants before it.

    Eight weeks (J-56) are for the list, never for the request (Grenoble). Neither date is law.
    """
    warnings = []
    if campaign_until is not None and today > campaign_until:
        warnings.append(
            f"La campagne de demandes s’est close le {full_day(campaign_until)} : voyez avec l’académie si "
            "elle prend encore la vôtre."
        )
    if day is None:
        warnings.append("La date souhaitée n’est pas dite : la liste des participants se compte d’elle.")
        return warnings
    latest = latest_list(day, list_days)
    if today > latest:
        first = today + timedelta(days=list_days)
        warnings.append(
            f"Pour le {full_day(day)}, la liste des participants devait partir {list_days} jours avant, "
            f"le {full_day(latest)} : une date à partir du {full_day(first)} laisse ce délai."
        )
    return warnings


@dataclass(frozen=True)
class GatheredPeople:
    """How many need it `here`, how many come from elsewhere; `is_counted` once the number may be said."""

    here: int
    others: int
    is_counted: bool

    @property
    def least(self) -> int:
        """How many there are for sure: of a group that is not counted, nobody: no sum gives it away."""
        return self.others + (self.here if self.is_counted else 0)

    @property
    def words(self) -> str:
        """« 14 personnes, dont 2 d’un autre établissement »; « au moins » for a group that is not counted."""
        if not self.is_counted and not self.others:
            return "trop peu de personnes pour être comptées"
        words = counted(self.least, "personne")
        if not self.is_counted:
            words = f"au moins {words}"
        return f"{words}, dont {self.others} d’un autre établissement" if self.others else words


def sending_warnings(
    people: GatheredPeople, day: date | None, rules: LocalRules, *, today: date
) -> list[str]:
    """What the académie may answer to a request that leaves today. It is said, and never refused."""
    warnings = date_warnings(day, rules.list_days, rules.campaign_until, today=today)
    if lacking := missing(people.least, rules.threshold):
        few = f"Il manque {counted(lacking, 'personne')}" if people.is_counted else "Il manque des personnes"
        warnings.append(
            f"{few} pour demander une {rules.name} ({rules.threshold} au moins) : "
            "groupez-vous avec un autre établissement, ou corrigez le seuil dans les règles."
        )
    return warnings


def answer_refusals(
    state: str, *, answered_on: date, sent_on: date | None, is_accepted: bool, reason: str, today: date
) -> list[str]:
    """Why this answer cannot be noted."""
    if state != LocalTrainingState.SENT or sent_on is None:
        return ["La réponse se note une fois la demande envoyée."]
    reasons = []
    if answered_on > today:
        reasons.append("Ce jour n’est pas encore passé : donnez celui de la réponse.")
    elif answered_on < sent_on:
        reasons.append(f"La demande est partie le {full_day(sent_on)} : la réponse ne peut pas être d’avant.")
    if not is_accepted and not reason.strip():
        reasons.append("Donnez le motif du refus : le besoin le garde et revient à la campagne suivante.")
    return reasons


@dataclass(frozen=True)
class RequestFacts:
    """What the text of a request says. `levels`: empty when it would show a few."""

    title: str
    subject: str
    aims: str
    people: str
    levels: str
    skills: str
    staff_domains: str
    day: date | None
    place: str
    trainers: int
    school: str
    uai: str


def request_lines(facts: RequestFacts) -> list[tuple[str, str]]:
    """(label, text) in the order in which a form of an académie asks; empty lines are left out."""
    lines = [
        ("Établissement", f"{facts.school} ({facts.uai})"),
        ("Intitulé", facts.title),
        ("Sujet", facts.subject),
        ("Public", facts.people),
        ("Niveau de départ", facts.levels),
        ("Objectifs", facts.aims),
        ("Compétences (CRCN)", facts.skills),
        ("Domaines (CRCN-Édu)", facts.staff_domains),
        ("Date souhaitée", full_day(facts.day) if facts.day else ""),
        ("Lieu", facts.place),
        ("Formateurs", str(facts.trainers) if facts.trainers else ""),
    ]
    return [(label, text) for label, text in lines if text]


def trainers_for(people: int, two_trainers_from: int) -> int:
    """How many trainers a group needs: two from that many people on, where the académie says so."""
    return 2 if two_trainers_from and people >= two_trainers_from else 1
