"""What does a pasted list of staff say, line by line, and who is meant by a name typed afterwards?

Our own form: « Prénom;Nom;courriel;fonction », one person a line, also with the tabs of a spreadsheet. A
line of headers says another order. Without one, a line whose name in capitals or whose address says that the
family name comes first is refused: turning it round would be a guess, keeping it a wrong name.
Nothing here comes from a text of law. Pure: a line is kept or refused with a sentence, never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.text.email_address import EMAIL, LONGEST_EMAIL, is_address
from fanal.core.text.words import fold

CELLS, LONGEST_NAME, LONGEST_JOB, MOST_LINES = 4, 60, 80, 400
NOT_TEACHING = (
    "cpe",
    "conseiller principal",
    "aed",
    "aesh",
    "assistant d",
    "assistante d",
    "surveill",
    "vie scolaire",
    "agent",
    "secreta",
    "infirm",
    "psy",
    "gestionnaire",
    "intendan",
    "principal",
    "proviseur",
    "adjoint",
    "direct",
    "chef d",
    "technicien",
    "magasin",
    "cuisin",
    "concierge",
    "accueil",
    "administrati",
    "comptable",
)
# Which words of a job announce who holds one of the three functions of a school.
HEADERS = (
    ("prenom",),
    ("nom", "nom de famille", "nom d'usage"),
    ("courriel", "mail", "e-mail", "email", "mel", "adresse e-mail", "adresse electronique"),
    ("fonction", "discipline", "fonction ou discipline", "matiere"),
)
SPELLED = 3  # signs of a given name in capitals: fewer may be initials
TURNED = (
    "Le nom de famille semble venir avant le prénom. Si c’est l’ordre de toute la liste, écrivez "
    "« Nom;Prénom;courriel;fonction » sur sa première ligne."
)
FUNCTIONS = {
    "head": ("principal", "proviseur", "chef d'etablissement", "directeur", "directrice"),
    "bursar": ("gestionnaire", "secretaire general", "intendan"),
    "lead": ("referent numerique", "rupn"),
}
NOT_THE_HEAD = ("adjoint", "conseiller", "segpa")


@dataclass(frozen=True)
class StaffLine:
    """Someone of the staff as pasted, already cleaned. `email` and `job` may be empty."""

    given_name: str
    family_name: str
    email: str = ""
    job: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def label(self) -> str:
        """What one chooses in a list: the address tells apart two people of one name."""
        return f"{self.name} ({self.email})" if self.email else self.name


@dataclass(frozen=True)
class RefusedLine:
    """A line that cannot be kept: its number from 1, its text, and why."""

    number: int
    text: str
    reason: str

    @property
    def spaced_text(self) -> str:
        """The text with room between its cells, so that a narrow screen can fold it."""
        return "; ".join(cell.strip() for cell in re.split(r"[;\t]", self.text))


def read_staff(text: str) -> tuple[list[StaffLine], list[RefusedLine]]:
    """The people of a pasted list, and the lines that are not one of them."""
    people: list[StaffLine] = []
    refused: list[RefusedLine] = []
    taken: dict[str, int] = {}
    order: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [" ".join(cell.split()) for cell in re.split(r"[;\t]", line)]
        if not line.strip() or (headers := _order_of(cells)):
            order = headers if line.strip() else order
            continue
        if order:
            cells = [cells[rank] if 0 <= rank < len(cells) else "" for rank in order]
        reason = _reason(cells, taken, is_full=len(people) >= MOST_LINES)
        reason = reason or ("" if order else _turned_reason(cells))
        if reason:
            refused.append(RefusedLine(number, line.strip(), reason))
            continue
        address = cells[2].lower() if len(cells) > 2 else ""
        values = [*cells[:2], address, *cells[3:CELLS]]
        person = StaffLine(*values)
        people.append(person)
        taken[person.email or fold(person.name)] = number
    return people, refused


def _order_of(cells: list[str]) -> list[int]:
    """Where a line of headers puts given name, family name, address, job (-1: nowhere); empty for people."""
    words = [fold(cell) for cell in cells]
    ranks = [next((words.index(header) for header in headers if header in words), -1) for headers in HEADERS]
    return ranks if min(ranks[:2]) >= 0 else []


def _turned_reason(cells: list[str]) -> str:
    """Why the family name seems to come first: its capitals, or « nom.prenom » beside « prenom.nom@… »."""
    given, family, email = [*cells, "", ""][:3]
    local = re.split(r"[._-]", fold(email.partition("@")[0]))
    by_mail = fold(given) != fold(family) and local[:2] == [fold(family), fold(given)]
    by_capitals = len(given) >= SPELLED and given.isupper() and not family.isupper()
    return TURNED if by_mail or by_capitals else ""


def _reason(cells: list[str], taken: dict[str, int], *, is_full: bool) -> str:
    """Why this line is refused; empty when it is not."""
    filled = [*cells, "", "", "", ""][:CELLS]
    given, family, email, job = filled
    if len([cell for cell in cells if cell]) > CELLS:
        return "Il y a plus de quatre colonnes : gardez prénom, nom, courriel et fonction."
    if not given or not family:
        return "Il manque le prénom ou le nom. Écrivez « Prénom;Nom;courriel;fonction »."
    if email and not is_address(email):
        return f"« {email} » n’est pas une adresse de courriel."
    if max(len(given), len(family)) > LONGEST_NAME or len(job) > LONGEST_JOB:
        return "Un prénom ou un nom dépasse 60 caractères, ou la fonction 80."
    if twin := taken.get(email.lower() or fold(f"{given} {family}")):
        return f"La même personne est déjà à la ligne {twin}."
    return f"Pas plus de {MOST_LINES} personnes d’un coup." if is_full else ""


def role_of(job: str) -> str:
    """« staff » for a job outside the classroom, else « teacher »: most of the list are teachers."""
    words = fold(job)
    return "staff" if any(word in words for word in NOT_TEACHING) else "teacher"


def probable_holders(people: Iterable[StaffLine]) -> dict[str, StaffLine]:
    """For « head », « bursar » and « lead », the first person whose job says so; a proposal, not a choice."""
    holders: dict[str, StaffLine] = {}
    for person in people:
        job = fold(person.job)
        for function, words in FUNCTIONS.items():
            is_other = function == "head" and any(word in job for word in NOT_THE_HEAD)
            if any(word in job for word in words) and not is_other:
                holders.setdefault(function, person)
    return holders


def person_meant(typed: str, people: Iterable[StaffLine]) -> StaffLine:
    """The person of the list this names, or a new one; ValueError, with a sentence, when unclear."""
    people, typed = list(people), typed[: LONGEST_EMAIL + 2 * LONGEST_NAME]
    match = EMAIL.search(typed)
    email = match[0].lower() if match else ""
    name = " ".join(re.sub(r"[()<>;,]", " ", EMAIL.sub(" ", typed)).split())
    namesakes = [person for person in people if name and fold(person.name) == fold(name)]
    same = [person for person in people if person.email == email] if email else namesakes
    if email and not same and any(not person.email for person in namesakes):
        raise ValueError(f"{name} est dans la liste sans adresse : ajoutez-la là-bas, ou retirez-la ici.")
    if len(same) > 1:
        raise ValueError(f"Deux personnes s’appellent {name} : ajoutez son adresse de courriel.")
    if same:
        return same[0]
    given, _, family = name.partition(" ")
    if not family or max(len(given), len(family)) > LONGEST_NAME:
        raise ValueError("Écrivez le prénom puis le nom, par exemple « Claire Morvan ».")
    return StaffLine(given, family, email)


def merged(me: StaffLine, people: Iterable[StaffLine]) -> tuple[StaffLine, list[StaffLine]]:
    """Myself with the job the list gives me, and the others: I may stand in the list I pasted."""
    people = list(people)
    mine = [
        person
        for person in people
        if person.email == me.email or (not person.email and fold(person.name) == fold(me.name))
    ][:1]
    others = [person for person in people if person not in mine]
    job = me.job or (mine[0].job if mine else "")
    return StaffLine(me.given_name, me.family_name, me.email, job), others
