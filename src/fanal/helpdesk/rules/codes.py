"""The closed lists of a request: its kind, its urgency, its state, whom it waits for.

Codes are kept; labels are what people read (`docs/domain/requests.md`, « Words », « States »).
"""

from fanal.core.labelled import Labelled
from fanal.equipment.rules.kinds import KIND_ICONS


class RequestKind(Labelled):
    """What it is about; « autre » is always there."""

    PROJECTOR = "projector", "Vidéoprojecteur"
    COMPUTER = "computer", "Ordinateur"
    TABLET = "tablet", "Tablette"
    PRINTER = "printer", "Imprimante"
    ENT = "ent", "ENT, Pronote"
    ACCOUNT = "account", "Mot de passe"
    NETWORK = "network", "Réseau, Wi-Fi"
    SOFTWARE = "software", "Logiciel"
    OTHER = "other", "Autre"

    @property
    def icon(self) -> str:
        """Its drawing, the same everywhere."""
        return KIND_ICONS[self]

    @property
    def trouble(self) -> str:
        """« une panne de tablette »: what somebody else reads of a request, of its sort alone."""
        return TROUBLES[self]

    @property
    def tint(self) -> str:
        """The name of its colour (`styles/tones.css`)."""
        return "service" if self is RequestKind.ENT else str(self.value)


# What is asked about a service, whose name is worth having: the question replaces that of the machine.
OF_SERVICES = frozenset({RequestKind.ENT, RequestKind.ACCOUNT})

TROUBLES = {
    RequestKind.PROJECTOR: "une panne de vidéoprojecteur",
    RequestKind.COMPUTER: "une panne d’ordinateur",
    RequestKind.TABLET: "une panne de tablette",
    RequestKind.PRINTER: "une panne d’imprimante",
    RequestKind.ENT: "une difficulté avec l’ENT ou Pronote",
    RequestKind.ACCOUNT: "une difficulté de mot de passe",
    RequestKind.NETWORK: "une panne de réseau ou de Wi-Fi",
    RequestKind.SOFTWARE: "une difficulté avec un logiciel",
    RequestKind.OTHER: "une panne",
}


class Urgency(Labelled):
    """The three words that a teacher chooses from; the matrix stays inside."""

    BLOCKED = "blocked", "Bloque mon cours"
    ANNOYING = "annoying", "Gênant"
    CAN_WAIT = "can_wait", "Peut attendre"

    @property
    def impersonal_label(self) -> str:
        """The same, said by somebody else: « Bloque un cours »."""
        return "Bloque un cours" if self is Urgency.BLOCKED else self.label


class RequestState(Labelled):
    """Where a request stands at the school."""

    SENT = "sent", "Envoyée"
    TAKEN = "taken", "Prise en charge"
    WAITING = "waiting", "En attente"
    SOLVED = "solved", "Résolue"
    CLOSED = "closed", "Terminée"


class WaitingFor(Labelled):
    """Whom a waiting request waits for."""

    REQUESTER = "requester", "du demandeur"
    AUTHORITY = "authority", "de la collectivité"
    PART = "part", "d’une pièce"


class AuthorityState(Labelled):
    """Where a request stands at the authority: its second life."""

    SENT = "sent", "Transmise"
    ACKNOWLEDGED = "acknowledged", "Reçue par eux"
    PLANNED = "planned", "Intervention prévue"
    DONE = "done", "Faite"
    REFUSED = "refused", "Refusée"
