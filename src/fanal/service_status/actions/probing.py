"""Check from outside what is due: read in a short transaction, visit without any, note in another.

A job that is killed loses one turn: what it had taken is due again at the next one.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.fetch import Guard, Unreachable, certificate_end, guard_of, resolve, visit
from fanal.core.fetch.refusals import EXPIRED, Forbidden
from fanal.core.tenancy import scope
from fanal.service_status.actions.states import note_verdict
from fanal.service_status.models import ServiceWatch
from fanal.service_status.rules.probing import DNS, HTTP, TLS
from fanal.service_status.rules.states import CheckResult, answer, certificate, judged

Check = Callable[[str, Guard, datetime], CheckResult]
MOST, AT_ONCE = 24, 8  # services a run, visits at a time: twenty seconds each at the very most


@dataclass(frozen=True)
class DueCheck:
    """A turn to take, as ids and words: nothing of it needs the database."""

    school_id: int
    uai: str
    watch_id: int
    address: str
    kinds: tuple[str, ...]


def take_due(now: datetime, most: int = MOST) -> list[DueCheck]:
    """Those whose time has come, the longest waiting of each school first; their next time is set at once."""
    taken: list[DueCheck] = []
    for school in School.objects.open_on(timezone.localdate(now)).order_by("?"):
        if len(taken) >= most:
            break
        with scope(school):
            taken += _take_of(school, now, most - len(taken))
    return taken


def _take_of(school: School, now: datetime, most: int) -> Iterator[DueCheck]:
    rows = ServiceWatch.objects.for_school(school).filter(next_at__lte=now, service__archived_on__isnull=True)
    for check in list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("next_at")[:most]):
        check.next_at = now + timedelta(minutes=check.minutes)
        check.save(update_fields=["next_at"])
        yield DueCheck(school.pk, school.uai, check.pk, check.address, tuple(check.kinds))


def look(due: DueCheck, guard: Guard, now: datetime) -> list[CheckResult]:
    """Each check asked for; one that fails says why in its own sentence."""
    checks = {HTTP: _page, TLS: _certificate, DNS: _name}
    return [_result(checks[kind], due.address, guard, now) for kind in due.kinds]


def _result(check: Check, address: str, guard: Guard, now: datetime) -> CheckResult:
    try:
        return check(address, guard, now)
    except Forbidden as refused:
        return CheckResult(False, refused.says)
    except Unreachable as problem:
        return CheckResult(False, problem.says, is_certain=problem.kind == EXPIRED)


def _page(address: str, guard: Guard, now: datetime) -> CheckResult:
    return answer(visit(address, guard, reads_body=False).status)


def _certificate(address: str, guard: Guard, now: datetime) -> CheckResult:
    return certificate(certificate_end(_host(address), guard), now)


def _name(address: str, guard: Guard, now: datetime) -> CheckResult:
    resolve(_host(address), guard)
    return CheckResult(True)


def _host(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def check_due(now: datetime, guard_for: Callable[[str], Guard] = guard_of) -> int:
    """Take, visit, note; how many services were checked."""
    taken = take_due(now)
    with ThreadPoolExecutor(AT_ONCE) as visitors:
        seen = list(visitors.map(lambda due: look(due, guard_for(due.uai), now), taken))
    for due, results in zip(taken, seen, strict=True):
        with scope(due.school_id):
            rows = ServiceWatch.objects.for_school(due.school_id).select_related("service")
            # Put away, or given another address, while it was visited: this visit says nothing of it.
            watch = rows.filter(pk=due.watch_id, service__archived_on=None).first()
            if watch and watch.address == due.address:
                verdict = judged(results, watch.failures)
                note_verdict(watch, verdict, now=timezone.now(), by=system(System.SCHEDULE))
    return len(taken)
