"""In which state is an act of designation on a day, and what does it open? Pure.

Source: circulaire 2015-058, annexe, § 6 (the head may designate delegated administrators): neither a
signature nor a power, without sub-delegation, revocable at any time. The default end (30 September) and the
thirty days of a new head are our own rules: nobody is without a right on 1 September, nothing is cut by
surprise. They hold of designations alone: a delegation of signature is personal, and lapses when the head
who signed it leaves (the general rule of such delegations, from memory: docs/domain/services.md).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CONFIRM_DAYS, SOON_DAYS = 30, 30
MOST_LINES, LONGEST = 20, 300
END_MONTH, END_DAY, YEAR_ENDS, RENEWAL_MONTH = 9, 30, 8, 6


# Who may sign for the head, and for as long as they hold it: code de l'éducation, article R421-13.
SIGNATURE_ROLES = frozenset({"deputy", "bursar"})


class ActNature(StrEnum):
    DESIGNATION = "designation"
    SIGNATURE = "signature"


NATURES = {
    ActNature.DESIGNATION: "Désignation d’administrateur délégué",
    ActNature.SIGNATURE: "Délégation de signature (adjoint ou gestionnaire)",
}


class ActState(StrEnum):
    """`UPCOMING`: signed, its first day is to come. `CONFIRM`: its signer left, rights are kept meanwhile.

    `LAPSED`: a delegation of signature whose signer left. Nothing brings it back: another act is signed.
    """

    DRAFT = "draft"
    AWAITING = "awaiting"
    UPCOMING = "upcoming"
    ACTIVE = "active"
    CONFIRM = "confirm"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    REVOKED = "revoked"


STATES = {
    ActState.DRAFT: ("", "Projet"),
    ActState.AWAITING: ("warn", "À signer"),
    ActState.UPCOMING: ("ok", "Signé, à venir"),
    ActState.ACTIVE: ("ok", "En cours"),
    ActState.CONFIRM: ("warn", "À confirmer"),
    ActState.SUSPENDED: ("bad", "Suspendu"),
    ActState.LAPSED: ("bad", "Caduque, à refaire"),
    ActState.EXPIRED: ("", "Terminé"),
    ActState.REVOKED: ("", "Abrogé"),
}
OPENS = frozenset({ActState.ACTIVE, ActState.CONFIRM})
REPORTS = {
    "term": "à la fin de chaque trimestre",
    "year": "à la fin de l’année scolaire",
    "asked": "à la demande du chef d’établissement",
}
DUTIES = (
    "n’agir que pour les opérations listées, et dans le cadre de ses fonctions",
    "ne pas subdéléguer, ni prêter son compte ou ses moyens d’accès",
    "utiliser un compte nominatif et la double authentification quand le service la permet",
    "ne consulter que les données nécessaires, et ne rien en divulguer",
    "signaler sans délai tout incident ou toute violation de données",
)


@dataclass(frozen=True)
class Act:
    """The facts of one act. `step`: draft, awaiting, signed. `confirm_by`: the last day a new head has.

    `has_function`: whoever signs for the head is still deputy or gestionnaire that day (R421-13).
    `has_signer`: the head who gave a delegation of signature is still head that day. `lapsed_on`: the day
    from which it was seen that they are not, for good.
    """

    step: str
    starts_on: date
    ends_on: date
    is_suspended: bool = False
    revoked_on: date | None = None
    confirm_by: date | None = None
    has_function: bool = True
    has_signer: bool = True
    lapsed_on: date | None = None


def state_on(act: Act, day: date) -> ActState:
    """What it is that day; both days of its period are included, a revocation holds from its own day on."""
    if act.step != "signed":
        return ActState(act.step)
    if act.revoked_on is not None and act.revoked_on <= day:
        return ActState.REVOKED
    if act.ends_on < day:
        return ActState.EXPIRED
    if not act.has_signer or (act.lapsed_on is not None and act.lapsed_on <= day):
        return ActState.LAPSED
    if act.is_suspended or not act.has_function or (act.confirm_by is not None and act.confirm_by < day):
        return ActState.SUSPENDED
    if act.starts_on > day:
        return ActState.UPCOMING
    return ActState.CONFIRM if act.confirm_by is not None else ActState.ACTIVE


@dataclass(frozen=True)
class Opening:
    """What a signed act opens in Fanal: a period, both days included, unless it is suspended."""

    starts_on: date
    ends_on: date
    is_suspended: bool


def opening(act: Act) -> Opening | None:
    """The same answer as `opens`, as a period; None when it opens nothing on any day.

    A function is looked at on the day itself, by whoever reads the right; that its signer left, by the night.
    """
    if act.step != "signed":
        return None
    ends = [act.ends_on]
    if act.revoked_on is not None:
        ends.append(act.revoked_on - timedelta(days=1))
    if act.confirm_by is not None:
        ends.append(act.confirm_by)
    if act.lapsed_on is not None:
        ends.append(act.lapsed_on - timedelta(days=1))
    last = min(ends)
    return Opening(act.starts_on, last, act.is_suspended) if last >= act.starts_on else None


def awaits_publishing(act: Act, published_on: date | None, day: date) -> bool:
    """Signed, not over, and nobody said yet when it was published."""
    over = {ActState.EXPIRED, ActState.REVOKED}
    return act.step == "signed" and published_on is None and state_on(act, day) not in over


def default_end(starts_on: date) -> date:
    """30 September after the school year of the first day ends (31 August would leave nobody in charge)."""
    year = starts_on.year if (starts_on.month, starts_on.day) < (YEAR_ENDS + 1, 1) else starts_on.year + 1
    return date(year, END_MONTH, END_DAY)


def renewal_period(ends_on: date) -> tuple[date, date]:
    """The act that follows begins the day after, without a hole, and ends a year later."""
    starts = ends_on + timedelta(days=1)
    return starts, default_end(starts)


def needs_confirming(signer: int | None, confirmer: int | None, heads: Collection[int]) -> bool:
    """Somebody new is head here, and none of those who are has signed or confirmed this act."""
    return bool(heads) and signer not in heads and confirmer not in heads


def confirm_deadline(today: date) -> date:
    return today + timedelta(days=CONFIRM_DAYS)


def last_call(ends_on: date, is_working: Callable[[date], bool]) -> date:
    """The day of the last reminder: the last working day before the last day of the act.

    A last reminder is advanced, never postponed; 30 days before at most, when nobody works so long.
    """
    day = ends_on - timedelta(days=1)
    while not is_working(day) and ends_on - day < timedelta(days=CONFIRM_DAYS):
        day -= timedelta(days=1)
    return day


def last_call_is_due(
    ends_on: date, is_working: Callable[[date], bool], *, today: date, leaves_on: date
) -> bool:
    """Whether the last reminder is written today: its day has come, and the mail leaves before the end."""
    return last_call(ends_on, is_working) <= today and leaves_on <= ends_on


def archive_refusals(acts: Collection[int]) -> list[str]:
    """A service that somebody still administers by an act is not put away."""
    if not acts:
        return []
    numbers = ", ".join(f"n° {number}" for number in sorted(acts))
    return [f"Des actes sont à signer ou en cours pour ce service ({numbers}) : abrogez-les d’abord."]
