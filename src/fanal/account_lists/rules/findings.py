"""The kinds of differences between a service and the school, and what is to be done about each.

Pure. Dormant: no connection for as long as the school says (a setting, not a law).
"""

from collections.abc import Iterable
from dataclasses import dataclass

OLD_DAYS = 30


@dataclass(frozen=True)
class FindingKind:
    """`needs` are the columns without which nobody can tell: any one of them is enough."""

    code: str
    label: str
    many: str
    says: str
    to_do: str
    tone: str
    needs: tuple[str, ...] = ()


KINDS = (
    FindingKind(
        "missing",
        "Compte manquant",
        "Manquants",
        "Dans l’établissement, sans compte.",
        "Créer le compte",
        "warn",
    ),
    FindingKind(
        "doubt",
        "À reconnaître",
        "À reconnaître",
        "Ce compte ressemble à plusieurs personnes.",
        "Dire de qui c’est le compte",
        "info",
    ),
    FindingKind(
        "orphan",
        "Compte orphelin",
        "Orphelins",
        "Le titulaire est parti, ou inconnu de l’établissement.",
        "Fermer le compte",
        "bad",
    ),
    FindingKind(
        "duplicate",
        "Compte en double",
        "Doublons",
        "La même personne a un autre compte.",
        "Fermer le compte",
        "warn",
    ),
    FindingKind(
        "profile",
        "Mauvais profil",
        "Mauvais profils",
        "Le profil n’est pas celui de la personne.",
        "Corriger le profil",
        "bad",
        ("profile",),
    ),
    FindingKind(
        "admin",
        "Droits non prévus",
        "Administrateurs",
        "Des droits que la direction n’a pas prévus.",
        "Retirer les droits",
        "bad",
        ("admin", "profile"),
    ),
    FindingKind(
        "shared",
        "Compte partagé",
        "Partagés",
        "Un compte de lieu ou de fonction : personne n’en répond.",
        "Remplacer par des comptes nominatifs",
        "warn",
    ),
    FindingKind(
        "dormant",
        "Compte inactif",
        "Inactifs",
        "Aucune connexion depuis longtemps.",
        "Vérifier, puis fermer",
        "",
        ("seen",),
    ),
)
KIND_OF = {kind.code: kind for kind in KINDS}


def judged(columns: Iterable[str], before: Iterable[str] = ()) -> list[str]:
    """The kinds that a list with these columns can tell; the others stay as they were.

    `before`: the columns of the list before. When a column told administrators, a profile alone does not.
    """
    given = set(columns)
    silent = {"admin"} if "admin" in set(before) - given else set()
    return [kind.code for kind in KINDS if kind.code not in silent and _tells(kind, given)]


def _tells(kind: FindingKind, given: set[str]) -> bool:
    return not kind.needs or bool(given & set(kind.needs))


def not_judged(columns: Iterable[str], before: Iterable[str] = ()) -> list[str]:
    """The kinds, in words, that this list says nothing of."""
    codes = set(judged(columns, before))
    return [kind.many.lower() for kind in KINDS if kind.code not in codes]
