"""How the accounts of services stand: what is left to do in each, and one service's counts over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from fanal.account_lists.models import Comparison, Finding
from fanal.account_lists.rules.findings import KIND_OF, KINDS, OLD_DAYS, not_judged
from fanal.accounts.models import School
from fanal.core.charts import Chart, Series, lines
from fanal.core.text.french import counted
from fanal.online_services.models import OnlineService
from fanal.online_services.reading.areas import AccountSummary

MOST_POINTS = 12
LATE = timedelta(minutes=15)  # a long list takes less than one


def open_counts(school: School, today: date) -> dict[int, tuple[int, int]]:
    """For each service with something to do: how many lines, and how many are older than thirty days."""
    rows = _open_counts(school.pk, today - timedelta(days=OLD_DAYS))
    return {pk: (total, late) for pk, total, late in rows}


def _open_counts(school_id: int, before: date) -> QuerySet:
    rows = Finding.objects.for_school(school_id).to_do().values_list("service")
    late = Count("pk", filter=Q(since__lt=before))
    return rows.annotate(total=Count("pk"), late=late).order_by()


def _last_days(school_id: int) -> QuerySet:
    done = Comparison.objects.for_school(school_id).filter(compared_on__isnull=False).values_list("service")
    return done.annotate(last=Max("compared_on")).order_by()


@dataclass(frozen=True)
class KindFigure:
    """How many open lines of one kind; `old` for more than thirty days, `back` were ticked or gone before."""

    code: str
    label: str
    says: str
    to_do: str
    tone: str
    count: int
    old: int
    back: int


def figures_of(service: OnlineService, today: date) -> tuple[list[KindFigure], int]:
    """The kinds that have something to do, and how many lines are settled but still listed. One query."""
    old = Q(since__lt=today - timedelta(days=OLD_DAYS))
    rows = Finding.objects.for_school(service.school_id).not_gone().filter(service=service)
    counted_rows = rows.values_list("kind", "state").annotate(
        total=Count("pk"), late=Count("pk", filter=old), back=Count("pk", filter=~Q(returned=""))
    )
    counts_by_kind = {(kind, state): counts for kind, state, *counts in counted_rows.order_by()}
    figures = [
        KindFigure(kind.code, kind.many, kind.says, kind.to_do, kind.tone, *counts_by_kind[kind.code, "todo"])
        for kind in KINDS
        if (kind.code, "todo") in counts_by_kind
    ]
    settled = sum(counts[0] for (_, state), counts in counts_by_kind.items() if state != "todo")
    return figures, settled


def comparisons_of(service: OnlineService) -> list[Comparison]:
    """The latest first, unfinished ones included."""
    rows = Comparison.objects.for_school(service.school_id).filter(service=service)
    return list(rows.select_related("imported__made_by").order_by("-imported__made_at")[:MOST_POINTS])


@dataclass(frozen=True)
class ComparisonHistory:
    """The comparisons of one service, the latest first, as its page shows them."""

    comparisons: list[Comparison]
    now: datetime

    @cached_property
    def done(self) -> list[Comparison]:
        return [comparison for comparison in self.comparisons if comparison.compared_on]

    @cached_property
    def last(self) -> Comparison | None:
        return self.done[0] if self.done else None

    @cached_property
    def stopped(self) -> list[Comparison]:
        """A question waits there for an answer."""
        return [
            comparison for comparison in self.comparisons if comparison.stopped and not comparison.compared_on
        ]

    @cached_property
    def waiting(self) -> list[Comparison]:
        """A job compares them."""
        return [comparison for comparison in self.comparisons if comparison.waiting_since]

    @cached_property
    def is_late(self) -> bool:
        """Whether one of them has waited longer than a long list takes."""
        return any(
            comparison.waiting_since and self.now - comparison.waiting_since > LATE
            for comparison in self.waiting
        )

    @cached_property
    def remarks(self) -> list[str]:
        return remarks_of(self.last) if self.last else []

    @cached_property
    def not_judged(self) -> list[str]:
        """What the last list could not say."""
        if not self.done:
            return []
        last, *before = self.done
        return not_judged(last.imported.columns, before[0].imported.columns if before else ())

    @cached_property
    def chart(self) -> Chart | None:
        return chart_of(self.comparisons)


def chart_of(comparisons: list[Comparison]) -> Chart | None:
    """Differences from one comparison to the next; nothing before the second."""
    done = [comparison for comparison in reversed(comparisons) if comparison.compared_on]
    if len(done) < 2:
        return None
    totals = [sum(comparison.found.values()) for comparison in done]
    before, now = totals[-2:]
    finding = f"{counted(now, 'écart')} à la dernière comparaison, {before} à la précédente."
    return lines(
        "differences",
        "Écarts à chaque comparaison",
        [f"{comparison.compared_on:%d/%m}" for comparison in done],
        [
            Series("Tous les écarts", totals),
            Series(KIND_OF["missing"].many, [comparison.found.get("missing", 0) for comparison in done]),
            Series(KIND_OF["orphan"].many, [comparison.found.get("orphan", 0) for comparison in done]),
        ],
        finding=finding,
        first="Comparaison",
    )


def remarks_of(comparison: Comparison) -> list[str]:
    """What the last list left out or could not say, in sentences."""
    remarks = [
        (
            comparison.left_out,
            "compte de responsable laissé de côté",
            "comptes de responsables laissés de côté",
        ),
        (comparison.never_seen, "compte jamais utilisé", "comptes jamais utilisés"),
        (comparison.repeated, "ligne répète un compte", "lignes répètent un compte"),
        (comparison.refused, "ligne ne nomme personne", "lignes ne nomment personne"),
        (comparison.strange_dates, "date illisible", "dates illisibles"),
    ]
    return [f"{counted(count, singular, plural)}." for count, singular, plural in remarks if count]


def say_accounts(services: Sequence[Any], school: School, today: date) -> None:
    """Set `accounts` on each (two queries)."""
    counts, last = open_counts(school, today), dict(_last_days(school.pk))
    for service in services:
        service.accounts = AccountSummary(last.get(service.pk), *counts.get(service.pk, (0, 0)))


@dataclass(frozen=True)
class AccountPanel:
    """Of one service: its last comparison if any, what is left to do, whether a list waits to be compared."""

    last: Comparison | None
    to_do: int
    is_waiting: bool


def account_panel(service: OnlineService) -> AccountPanel:
    """Two queries."""
    lists = Comparison.objects.for_school(service.school_id).filter(service=service)
    rows = list(lists.order_by("-imported__made_at")[:MOST_POINTS])
    last = next((row for row in rows if row.compared_on), None)
    to_do = Finding.objects.for_school(service.school_id).to_do().filter(service=service).count()
    return AccountPanel(last, to_do, any(row.compared_on is None for row in rows))
