"""Who waits for whom, and who is told, in one sentence, for each reader?

The authority is called by its type (« le Département », « la Région »), never « la collectivité »
when the type is known (`docs/domain/requests.md`, « The name of the authority »). Days are working days of
whoever is waited for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fanal.core.text.french import counted, day_in_words, of_the, the, to_the, weekday_and_day
from fanal.core.text.words import begins_with_vowel
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.service_status.rules.states import ServiceState

NOUNS = {
    "department": ("Département", False),
    "region": ("Région", True),
    "metropolis": ("Métropole", True),
    "collectivity": ("Collectivité", True),
    "city": ("Ville", True),
    "ogec": ("OGEC", False),
}

MOST_NUMBERS = 10
MOST_TOLD = 2  # by their names
AT_ONCE = timedelta(minutes=1)
LADY = "Mme"
CALLED = {ServiceState.DOWN: "panne", ServiceState.DISTURBED: "perturbation"}


def title_of(text: str) -> str:
    """The first line of what was said, short enough for a list."""
    line = next(iter(text.strip().splitlines()), "")
    return line if len(line) <= 80 else f"{line[:79].rstrip()}…"


class Reader(StrEnum):
    REQUESTER = "requester"
    TEAM = "team"


@dataclass(frozen=True)
class AuthorityName:
    """How the owner of the equipment is called on screen."""

    noun: str
    feminine: bool

    @classmethod
    def of_kind(cls, kind: str) -> "AuthorityName":
        """From the code of `Authority.Kind`; an unknown one is « la Collectivité »."""
        return cls(*NOUNS.get(kind, NOUNS["collectivity"]))

    @property
    def the(self) -> str:
        return the(self.noun, feminine=self.feminine)

    @property
    def of_the(self) -> str:
        return of_the(self.noun, feminine=self.feminine)

    @property
    def to_the(self) -> str:
        return to_the(self.noun, feminine=self.feminine)

    @property
    def forward_label(self) -> str:
        """The button: « Transmettre au Département »."""
        return f"Transmettre {self.to_the}"

    @property
    def number_label(self) -> str:
        """Their own number: « n° du Département »."""
        return f"n° {self.of_the}"


@dataclass(frozen=True)
class Wait:
    """Whom a request waits for, since how many working days, and what was promised."""

    waiting_for: WaitingFor
    days: int
    promised_on: date | None = None
    days_late: int = 0
    requester: str = "la personne"


def since(days: int) -> str:
    return f"depuis {counted(days, 'jour ouvré')}" if days > 0 else "depuis aujourd’hui"


def promise(wait: Wait, *, today: date) -> str:
    """« , promis le 13 novembre (dépassé de 2 jours ouvrés) », or nothing when nothing was promised."""
    if wait.promised_on is None:
        return ""
    words = f", promis le {day_in_words(wait.promised_on, today=today)}"
    if wait.days_late > 0:
        words += f" (dépassé de {counted(wait.days_late, 'jour ouvré')})"
    return words


def awaited(wait: Wait, authority: AuthorityName, reader: Reader) -> str:
    """« du Département », « d’une pièce », « de votre réponse », « de Mme Bernard »."""
    if wait.waiting_for is WaitingFor.AUTHORITY:
        return authority.of_the
    if wait.waiting_for is WaitingFor.PART:
        return "d’une pièce"
    return "de votre réponse" if reader is Reader.REQUESTER else f"de {wait.requester}"


def waiting_sentence(wait: Wait, *, authority: AuthorityName, reader: Reader, today: date) -> str:
    """« En attente du Département depuis 11 jours ouvrés, promis le 13 novembre. »"""
    who = awaited(wait, authority, reader)
    return f"En attente {who} {since(wait.days)}{promise(wait, today=today)}."


def short_label(waiting_for: WaitingFor, *, authority: AuthorityName, reader: Reader) -> str:
    """The step in a list: « En attente de vous », « En attente du Département »."""
    if waiting_for is WaitingFor.REQUESTER:
        return "En attente de vous" if reader is Reader.REQUESTER else "En attente du demandeur"
    return f"En attente {awaited(Wait(waiting_for, 0), authority, reader)}"


def still_awaited(numbers: Sequence[int], authority: AuthorityName) -> str:
    """Why a school cannot name another authority: these requests wait for the one it has. Never empty."""
    some = ", ".join(str(number) for number in numbers[:MOST_NUMBERS])
    rest = ", …" if len(numbers) > MOST_NUMBERS else ""
    verb = "attend" if len(numbers) == 1 else "attendent"
    return (
        f"{counted(len(numbers), 'demande')} {verb} encore {authority.the} (n° {some}{rest}) : notez pour "
        "chacune « C’est fait » ou le refus, reprenez celles qui n’ont pas été transmises, puis recommencez."
    )


@dataclass(frozen=True)
class ToldPerson:
    """« Mme Morvan », and how a participle agrees with her."""

    name: str
    civility: str


def _participle(people: Sequence[ToldPerson]) -> str:
    are_ladies = all(person.civility == LADY for person in people)
    return f"prévenu{'e' if are_ladies else ''}{'s' if len(people) > 1 else ''}"


def who_is_told(people: Sequence[ToldPerson], leaves: datetime, now: datetime, *, is_done: bool) -> str:
    """« Mme Morvan est prévenue maintenant. »; empty when nobody is.

    `leaves`: when the mail does, in the school's hour. `is_done`: it was sent already.
    """
    if not people:
        return ""
    are_many = len(people) > MOST_TOLD
    who = "L’équipe numérique" if are_many else " et ".join(person.name for person in people)
    participle = "prévenue" if are_many else _participle(people)
    is_plural = len(people) > 1 and not are_many
    if leaves <= now + AT_ONCE:
        return f"{who} {'sont' if is_plural else 'est'} {participle}{'' if is_done else ' maintenant'}."
    at = f"{leaves.hour} h" + (f" {leaves.minute:02}" if leaves.minute else "")
    day = weekday_and_day(leaves.date(), today=now.astimezone(leaves.tzinfo).date())
    return f"{who} {'seront' if is_plural else 'sera'} {participle} {day} à {at}."


def named(state: ServiceState, service: str) -> str:
    """« panne de Pronote », « perturbation d’Éléa »."""
    return f"{CALLED.get(state, 'panne')} {'d’' if begins_with_vowel(service) else 'de '}{service}"
