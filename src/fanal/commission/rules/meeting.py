"""When may a meeting be planned, convened, held, approved? And which term has none yet?

At least one meeting a term is asked by an académie (docs/domain/mission.md, « Commission numérique »). Terms
are cut as indicators cut them, which is our own estimate. Pure: values in,
sentences out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.labelled import Labelled
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

TERMS = 3  # of a school year
MOST_ITEMS, MOST_MEMBERS, MOST_DECISIONS, MOST_CORRECTIONS = 30, 40, 60, 40
MOST_MEETINGS = 60  # of one circle in a school year
MAILINGS_A_DAY = 3  # of one meeting: a convocation, and two corrections of it
LONGEST_MINUTES = 8 * 60
FARTHEST = timedelta(days=400)


class Circle(Labelled):
    """Which people meet: those of the school, or the school and those it works with."""

    COMMISSION = "commission", "Commission numérique"
    DIALOGUE = "dialogue", "Dialogue avec les partenaires"


class MeetingState(Labelled):
    PLANNED = "planned", "Prévue"
    CONVENED = "convened", "Convoquée"
    HELD = "held", "Compte rendu en cours"
    APPROVED = "approved", "Compte rendu approuvé"
    CANCELLED = "cancelled", "Annulée"


class MinutesAudience(Labelled):
    """Who reads the approved minutes, beside the team."""

    MEMBERS = "members", "Les membres"
    STAFF = "staff", "Tous les personnels"


class Attended(Labelled):
    PRESENT = "present", "Présent"
    EXCUSED = "excused", "Excusé"
    ABSENT = "absent", "Absent"


TO_COME = (MeetingState.PLANNED, MeetingState.CONVENED)
TOOK_PLACE = (MeetingState.HELD, MeetingState.APPROVED)


def terms_of(first: int) -> list[MeasurePeriod]:
    """The terms of the school year that begins in September of `first`."""
    return [MeasurePeriod(SchoolYear(first), PeriodKind.TERM, rank) for rank in range(TERMS)]


@dataclass(frozen=True)
class TermState:
    """One term, how many meetings it had and how many it will have, as it stands on a day."""

    term: MeasurePeriod
    held: int
    to_come: int
    today: date

    @property
    def label(self) -> str:
        return f"{self.term.rank + 1}{'e' if self.term.rank else 'er'} trimestre"

    @property
    def words(self) -> str:
        if self.held:
            return "1 réunion tenue" if self.held == 1 else f"{self.held} réunions tenues"
        if self.to_come:
            return "réunion prévue"
        if self.term.ends_on < self.today:
            return "aucune réunion"
        return "aucune réunion pour l’instant"

    @property
    def tone(self) -> str:
        if self.held:
            return "ok"
        if self.to_come:
            return "info"
        return "warn" if self.term.starts_on <= self.today else ""


def term_states(first: int, held: Sequence[date], to_come: Sequence[date], *, today: date) -> list[TermState]:
    """How each term stands, from the days of the meetings that took place and of those to come.

    One whose day has passed without its sitting being opened is neither.
    """
    awaited = [day for day in to_come if day >= today]
    return [TermState(term, _count(held, term), _count(awaited, term), today) for term in terms_of(first)]


def _count(days: Sequence[date], term: MeasurePeriod) -> int:
    return sum(term.starts_on <= day <= term.ends_on for day in days)


def terms_begun(period: MeasurePeriod) -> list[MeasurePeriod]:
    """The terms that begin in a period up to the day on which it is measured: a meeting in each, at least."""
    last = period.counted_until
    return [term for term in terms_of(period.year.first) if period.starts_on <= term.starts_on <= last]


def terms_judged(period: MeasurePeriod, days: Sequence[date]) -> list[MeasurePeriod]:
    """Those that are over on the day of the measure, and one that runs once it has its meeting.

    It would lower the share from its first day on, though it may still meet. `days`: of the meetings.
    """
    return [
        term
        for term in terms_begun(period)
        if period.until is None or term.ends_on < period.until or any(day in term for day in days)
    ]


def day_refusals(day: date, *, today: date) -> list[str]:
    if abs(day - today) > FARTHEST:
        return ["Cette date est à plus d’un an : vérifiez l’année."]
    return []


BEGUN = "Des présences, un texte ou une suite sont notés : la séance ne se referme plus."
TOO_EARLY = "L’heure de la réunion n’est pas passée : le compte rendu s’approuve après elle."


def convocation_refusals(
    *, items: int, recipients: int, has_begun: bool, mailed: int, is_unchanged: bool
) -> list[str]:
    """Why no convocation leaves. `mailed`: how many mails of this meeting were written today."""
    reasons = list[str]()
    if is_unchanged:
        return ["Rien n’a changé depuis la convocation : elle n’est pas envoyée une seconde fois."]
    if items == 0:
        reasons.append("L’ordre du jour est vide : ajoutez au moins un point.")
    if recipients == 0:
        reasons.append("Aucun membre n’a d’adresse ce jour-là : ajoutez les membres, puis convoquez.")
    if has_begun:
        reasons.append("L’heure de cette réunion est passée : changez sa date, ou ouvrez la séance.")
    if mailed + recipients > MAILINGS_A_DAY * MOST_MEMBERS:
        reasons.append("Cette réunion a déjà écrit trop de courriels aujourd’hui : attendez demain.")
    return reasons


def holding_refusals(*, day: date, today: date, items: int) -> list[str]:
    if day > today:
        return ["Cette réunion est à venir : la séance s’ouvre le jour même."]
    if items == 0:
        return ["L’ordre du jour est vide : ajoutez au moins un point, le compte rendu s’écrit sous chacun."]
    return []


def approval_refusals(
    *, has_begun: bool, written: int, present: int, incomplete: Collection[str]
) -> list[str]:
    """Why the minutes are not approved yet. `incomplete`: the decisions without an owner or without a day."""
    reasons = list[str]()
    if not has_begun:
        reasons.append(TOO_EARLY)
    if written == 0:
        reasons.append("Le compte rendu est vide : écrivez au moins une ligne sous un point.")
    if present == 0:
        reasons.append("Personne n’est noté présent : cochez les présents.")
    reasons += [f"« {text} » n’a pas de date ou pas de responsable : complétez-la." for text in incomplete]
    return reasons


def presence_changes(
    sent: Mapping[int, str], *, shown: Mapping[int, str], kept: Mapping[int, str]
) -> tuple[dict[int, str], list[int]]:
    """What a page changed of the presences that it showed, and the members whom somebody else noted since."""
    changes = {key: code for key, code in sent.items() if code != shown.get(key, "")}
    disputed = [key for key, code in changes.items() if kept.get(key, "") not in {code, shown.get(key, "")}]
    return changes, disputed


def full_refusal(count: int, most: int, noun: str) -> list[str]:
    """Why one more is refused: « 30 points au plus »."""
    return [f"{most} {noun} au plus : retirez-en d’abord."] if count >= most else []
