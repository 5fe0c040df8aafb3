"""The roles a person may hold, and what they are called (`docs/domain/people.md`, « Functions »)."""

from collections.abc import Iterable

from django.db import models

from fanal.core.text.words import lower_first


class Role(models.TextChoices):
    """Codes of the roles. One person may hold several; rights are asked with `member.has(…)`."""

    HEAD = "head", "Chef d’établissement"
    DEPUTY = "deputy", "Adjoint"
    DIGITAL_LEAD = "digital_lead", "Référent numérique"
    BURSAR = "bursar", "Gestionnaire"
    TEACHER = "teacher", "Enseignant"
    STAFF = "staff", "Personnel"
    TECHNICIAN = "technician", "Technicien de la collectivité"
    ADVISER = "adviser", "Conseiller numérique de l’académie"
    DPO = "dpo", "Délégué à la protection des données"


class System(models.TextChoices):
    """What acts when nobody presses a button."""

    MAIL = "mail", "Courrier reçu"
    AGENT = "agent", "Agent d’inventaire"
    SCHEDULE = "schedule", "Tâche planifiée"
    SETUP = "setup", "Mise en service"
    JOURNAL = "journal", "Journal"  # the database's own functions, which say what they erased


class Delegated(models.TextChoices):
    """What administers Fanal itself: the management, and whoever it designates, while the act lasts.

    A code stands among the roles that somebody holds today (`accounts.models.AccessGrant`).
    """

    PEOPLE = "do:people", "Gérer les personnes, leurs fonctions et leurs invitations"
    SETTINGS = "do:settings", "Régler l’établissement et sa collectivité"
    DIRECTORY = "do:directory", "Importer élèves, personnels et classes"
    SERVICES = "do:services", "Tenir les services en ligne et comparer leurs comptes"
    YEAR = "do:year", "Ouvrir une année scolaire"
    JOURNAL = "do:journal", "Lire le journal de l’établissement"


MANAGEMENT = (Role.HEAD, Role.DEPUTY)  # « la direction »
LEADERSHIP = (*MANAGEMENT, Role.DIGITAL_LEAD)  # « la direction et les référents »
TEAM = frozenset({Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR})
EVERYONE = frozenset({*TEAM, Role.TEACHER, Role.STAFF})
PARTNERS = frozenset({Role.TECHNICIAN, Role.ADVISER, Role.DPO})
# Every role that sees other people's data proves itself twice (docs/domain/security.md, « Second factor »).
SECOND_FACTOR = frozenset({*TEAM, *PARTNERS, *Delegated})
# Who holds all that may be delegated, by their own function: our own rule (the deputy helps the head).
DELEGATORS = frozenset({Role.HEAD, Role.DEPUTY})


def in_order(codes: Iterable[str]) -> list[Role]:
    """As the screens name them: the management first."""
    held = set(codes)
    return [role for role in Role if role.value in held]


def role_words(codes: Iterable[str]) -> str:
    """« Référent numérique, enseignant »."""
    first, *others = [role.label for role in in_order(codes)] or [""]
    return ", ".join([first, *(lower_first(label) for label in others)])
