"""In which state is a service, since when, and what do its checks make of it? Pure; `now` is an argument.

What somebody declares comes before what a check saw, until its end. One failure alone says nothing: the
network hiccups. A check that no longer runs says nothing either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fanal.core.text.french import counted

TWICE, SOON, STALE, MOST_AHEAD = 2, timedelta(days=21), 3, 366


class ServiceState(StrEnum):
    OK = "ok"
    DISTURBED = "disturbed"
    DOWN = "down"
    PLANNED = "planned"
    UNKNOWN = "unknown"


LABELS = {
    ServiceState.OK: "Fonctionne",
    ServiceState.DISTURBED: "Perturbé",
    ServiceState.DOWN: "En panne",
    ServiceState.PLANNED: "Maintenance prévue",
    ServiceState.UNKNOWN: "Inconnu",
}
TONES = {
    ServiceState.OK: "ok",
    ServiceState.DISTURBED: "warn",
    ServiceState.DOWN: "bad",
    ServiceState.PLANNED: "info",
    ServiceState.UNKNOWN: "",
}
TO_DO = {
    ServiceState.DISTURBED: "Enregistrez souvent, et réessayez un peu plus tard.",
    ServiceState.DOWN: "Inutile de le signaler : c’est connu. Prévoyez une séance sans ce service.",
    ServiceState.PLANNED: "Prévoyez une séance sans ce service.",
}
DECLARED, CHECKED = "declared", "checked"
SOURCES = {DECLARED: "déclaré", CHECKED: "vérifié par Fanal"}
OUTAGES = frozenset({ServiceState.DOWN, ServiceState.DISTURBED})
TROUBLES = OUTAGES | {ServiceState.PLANNED}


@dataclass(frozen=True)
class PeriodFacts:
    """One state from `starts` to `ends` (None: still). `expected` is the end that was announced."""

    state: ServiceState
    source: str
    starts: datetime
    ends: datetime | None = None
    expected: datetime | None = None

    def last(self, now: datetime) -> datetime:
        """Where it stops counting: what was declared stops at the end that was announced."""
        ends = [end for end in (self.ends, self.expected if self.source == DECLARED else None) if end]
        return min([*ends, now])

    def holds(self, now: datetime) -> bool:
        return self.starts <= now and self.last(now) >= now and self.ends is None and self.expected != now


def chosen[T: PeriodFacts](periods: Iterable[T], now: datetime) -> T | None:
    """The one that says the state now: declared before checked, the latest of them first."""
    holding = [period for period in periods if period.holds(now)]
    return max(holding, key=lambda period: (period.source == DECLARED, period.starts), default=None)


def is_stale(last: datetime | None, minutes: int, now: datetime) -> bool:
    """Whether a check is too old to say anything: three turns were missed."""
    return last is None or now - last > timedelta(minutes=minutes * STALE)


@dataclass(frozen=True)
class CheckResult:
    """What one check saw. `is_certain`: no second failure is needed; `warns` of what will go wrong."""

    is_good: bool
    says: str = ""
    is_certain: bool = False
    warns: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a turn of checks says; `state` None when it changes nothing yet."""

    failures: int
    state: ServiceState | None
    says: str
    warns: str


def judged(results: list[CheckResult], failures: int) -> Verdict:
    """All the checks of one turn, after so many failed turns in a row."""
    bad = [result for result in results if not result.is_good]
    warns = " ".join(result.warns for result in results if result.warns)
    if not bad:
        return Verdict(0, ServiceState.OK, "", warns)
    failures = min(failures + 1, 9999)
    is_down = failures >= TWICE or any(result.is_certain for result in bad)
    return Verdict(
        failures, ServiceState.DOWN if is_down else None, " ".join(result.says for result in bad), warns
    )


def answer(status: int) -> CheckResult:
    """Of the status of a web page: one that asks to sign in answers; one that fails, or is gone, does not."""
    if status in {404, 410} or status >= 500:
        return CheckResult(False, f"Le site répond par une erreur ({status}).")
    return CheckResult(True)


def certificate(ends: datetime, now: datetime) -> CheckResult:
    """Warned of three weeks before: a browser refuses the site from that day."""
    if ends <= now:
        return CheckResult(False, "Le certificat du site a expiré.", is_certain=True)
    if ends - now < SOON:
        days = (ends - now).days
        return CheckResult(True, warns=f"Le certificat du site expire dans {counted(days, 'jour')}.")
    return CheckResult(True)


def refused_declaration(state: str, starts: datetime, ends: datetime | None, now: datetime) -> list[str]:
    """Why a declaration cannot be kept."""
    if state == ServiceState.PLANNED and ends is None:
        return ["Dites quand la maintenance doit finir : une prévision suffit."]
    if ends is not None and ends <= max(starts, now):
        return ["La fin prévue doit venir après le début, et n’être pas déjà passée."]
    if max(starts, ends or starts) > now + timedelta(days=MOST_AHEAD):
        return ["Cette date est à plus d’un an : vérifiez l’année."]
    if starts < now - timedelta(days=30):
        return ["Le début remonte à plus de trente jours : vérifiez la date."]
    if state != ServiceState.PLANNED and starts > now + timedelta(minutes=5):
        return ["Un état à venir est une maintenance prévue."]
    return []
