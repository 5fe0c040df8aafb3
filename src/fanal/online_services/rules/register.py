"""What does the register say of a service beside its sheet, and when does its contract end? Pure.

Who decides why and how, whose data and which: the sheet of the register of processing says it, once.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.labelled import Labelled
from fanal.core.text.french import counted, day_in_words

SHEET_WORDS = "Changez ce mot de passe à la première connexion. Ne le donnez à personne."


DORMANT_DAYS = 180


SOON = timedelta(days=90)
MOST_DUTIES, LONGEST_DUTY = 20, 160
FIRST_YEAR, YEARS_AHEAD = 2000, 20  # a year half typed (« 0027 ») is outside


class ServiceOwner(Labelled):
    """Whose service it is: who chose it and answers for its working."""

    STATE = "state", "L’État (ministère, académie)"
    AUTHORITY = "authority", "La collectivité"
    BOTH = "both", "La collectivité et l’académie"
    SCHOOL = "school", "L’établissement"
    PUBLISHER = "publisher", "Un éditeur"
    OTHER = "other", "Un autre organisme"


class Payer(Labelled):
    """Who pays for it each year."""

    SCHOOL = "school", "L’établissement"
    AUTHORITY = "authority", "La collectivité"
    STATE = "state", "L’État"
    SHARED = "shared", "Partagé"
    NOBODY = "nobody", "Personne : gratuit"


@dataclass(frozen=True)
class Ending:
    """When a contract ends: `tone` is that of the pill, « warn » from three months before."""

    ends_on: date
    tone: str
    words: str

    @property
    def is_soon(self) -> bool:
        """Ended, or about to: somebody decides what comes next."""
        return self.tone != ""


def ending(ends_on: date | None, today: date) -> Ending | None:
    """None without a known end."""
    if ends_on is None:
        return None
    days = (ends_on - today).days
    if days < 0:
        return Ending(ends_on, "bad", f"Fini le {day_in_words(ends_on, today=today)}")
    if ends_on > today + SOON:
        return Ending(ends_on, "", f"Jusqu’au {day_in_words(ends_on, today=today)}")
    when = f"dans {counted(days, 'jour')}" if days else "aujourd’hui"
    return Ending(ends_on, "warn", f"Finit {when}")


def duties_of(text: str) -> list[str]:
    """One duty a line; empty and repeated lines aside."""
    lines = (line.strip(" -•\t") for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def duty_refusals(text: str) -> list[str]:
    """Why these duties cannot be kept."""
    duties = duties_of(text)
    reasons = [f"Devoirs de l’année : {MOST_DUTIES} lignes au plus."] if len(duties) > MOST_DUTIES else []
    return reasons + [
        f"Devoirs de l’année, la ligne « {duty[:40]}… » : {LONGEST_DUTY} signes au plus."
        for duty in duties
        if len(duty) > LONGEST_DUTY
    ]


def end_refusals(ends_on: date | None, today: date) -> list[str]:
    """Why this day cannot be the end of a contract."""
    if ends_on is None or FIRST_YEAR <= ends_on.year <= today.year + YEARS_AHEAD:
        return []
    return ["La fin du contrat est trop lointaine : vérifiez l’année."]
