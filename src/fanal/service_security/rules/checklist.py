"""The habits of security that are looked at for each service, in words. Pure: see `rules.habits`.

After the CNIL (délibérations 2022-100 on passwords, 2025-019 on several factors) and, as proposals that are
never shown as law, what the ANSSI advises for accounts of administrators.
"""

from dataclasses import dataclass

from fanal.accounts.rules import law
from fanal.core.labelled import Labelled


class NextStep(Labelled):
    """The page where the next step is made."""

    ANSWER = "answer", "Répondre"
    ACCOUNTS = "accounts", "Voir les écarts"
    COMPARE = "compare", "Comparer une liste"
    ACT = "act", "Préparer un acte"
    SHEET = "sheet", "Écrire la fiche"


class Turn(Labelled):
    """Who makes the next step."""

    KEEPER = "keeper", "qui tient les services"
    ADMINS = "admins", "ses administrateurs"
    HEAD = "head", "la direction"
    OWNER = "owner", "à qui est le service"


class HabitGroup(Labelled):
    """The columns of the school's page."""

    ADMINS = "admins", "Administrateurs"
    PASSWORD = "password", "Mots de passe"
    ACCOUNTS = "accounts", "Accès"
    WRITTEN = "written", "Règles écrites"


@dataclass(frozen=True)
class Habit:
    """`finding`: the kind of difference that measures it; `counts`: how those are counted."""

    code: str
    group: HabitGroup
    label: str
    short: str
    help: str
    to_do: str
    turn: Turn
    next_step: NextStep = NextStep.ANSWER
    to_say: str = "Pas encore dit"
    finding: str = ""
    counts: tuple[str, str] = ("", "")
    only_never: bool = False


CHECKLIST = (
    Habit(
        "factor",
        HabitGroup.ADMINS,
        "Tous ses administrateurs ont une double authentification",
        "double authentification des administrateurs",
        "Deux preuves de familles différentes : ce que l’on sait, ce que l’on a, ce que l’on est. Un mot de "
        f"passe et un code reçu par courriel sont deux étapes, pas deux facteurs ({law.SECOND_FACTOR}).",
        "Activer la double authentification",
        Turn.ADMINS,
        to_say="Dire si les administrateurs ont une double authentification",
    ),
    Habit(
        "own",
        HabitGroup.ADMINS,
        "Chacun administre avec un compte à son nom, distinct de celui de tous les jours",
        "comptes d’administration à part",
        "Une proposition : on sait qui a fait quoi avec tous les droits, et le compte de tous les jours, "
        "plus exposé, n’ouvre pas tout.",
        "Créer des comptes d’administration nominatifs",
        Turn.ADMINS,
        to_say="Dire si chacun administre avec un compte à part",
    ),
    Habit(
        "admins",
        HabitGroup.ADMINS,
        "Personne n’y a de droits d’administration sans que la direction l’ait prévu",
        "aucun administrateur imprévu",
        "Une proposition : à chacun les droits de sa tâche, pas davantage.",
        "Retirer les droits imprévus",
        Turn.HEAD,
        NextStep.ACCOUNTS,
        to_say="Comparer une liste, ou le dire",
        finding="admin",
        counts=("compte aux droits imprévus", "comptes aux droits imprévus"),
    ),
    Habit(
        "password",
        HabitGroup.PASSWORD,
        "Sa règle de mots de passe atteint un des cas de la CNIL",
        "règle de mots de passe",
        f"Celle que le service montre ou impose. Le calculateur dit quel cas elle atteint ({law.PASSWORDS}).",
        "Relever la règle de mots de passe",
        Turn.OWNER,
        to_say="Dire sa règle de mots de passe",
    ),
    Habit(
        "shared",
        HabitGroup.ACCOUNTS,
        "Il n’y reste aucun compte partagé",
        "aucun compte partagé",
        "Une proposition : un compte que plusieurs utilisent n’a personne pour en répondre.",
        "Remplacer les comptes partagés",
        Turn.ADMINS,
        NextStep.ACCOUNTS,
        to_say="Comparer une liste, ou le dire",
        finding="shared",
        counts=("compte partagé", "comptes partagés"),
    ),
    Habit(
        "departures",
        HabitGroup.ACCOUNTS,
        "Les comptes de ceux qui sont partis sont fermés",
        "comptes des départs fermés",
        "Une proposition : fermer dans les vingt-quatre heures du départ.",
        "Fermer les comptes orphelins",
        Turn.ADMINS,
        NextStep.ACCOUNTS,
        to_say="Comparer une liste, ou le dire",
        finding="orphan",
        counts=("compte orphelin", "comptes orphelins"),
    ),
    Habit(
        "review",
        HabitGroup.ACCOUNTS,
        "Ses comptes ont été revus depuis moins d’un an",
        "comptes revus dans l’année",
        "Une proposition : au moins une fois par an. Comparer une liste suffit ; si vous les avez revus à la "
        "main, dites-le ici.",
        "Comparer une liste",
        Turn.KEEPER,
        NextStep.COMPARE,
        to_say="Comparer une liste",
    ),
    Habit(
        "act",
        HabitGroup.WRITTEN,
        "Un acte en vigueur dit qui l’administre",
        "acte en vigueur",
        "Fanal le voit dans les désignations. « Sans objet » : personne de l’établissement ne l’administre.",
        "Préparer un acte",
        Turn.HEAD,
        NextStep.ACT,
        only_never=True,
    ),
    Habit(
        "sheet",
        HabitGroup.WRITTEN,
        "Sa fiche au registre des traitements est validée",
        "fiche du registre validée",
        "Fanal le voit dans le registre. « Sans objet » : il ne traite aucune donnée personnelle.",
        "Écrire la fiche, la faire valider",
        Turn.HEAD,
        NextStep.SHEET,
        only_never=True,
    ),
)
HABIT_OF = {habit.code: habit for habit in CHECKLIST}
