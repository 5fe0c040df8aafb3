"""The list of services with what is left to do in each, and one service's counts over time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.rules.french import counted
from fanal.core.charts import Chart, Series, lines
from fanal.core.prepared import prepared
from fanal.core.words import fold
from fanal.online_services.models import Comparison, Finding, OnlineService
from fanal.online_services.reading.service_detail import say_all
from fanal.online_services.rules.catalogue import USUAL, Usual
from fanal.online_services.rules.findings import KIND_OF, KINDS, OLD_DAYS

MOST_POINTS = 12
UNSAID, ENDING = "fiche", "contrat"


def services_of(school: School, today: date, *, with_accounts: bool) -> list[Any]:
    """Those in use by name, each with its `light` and the `ending` of its contract.

    `with_accounts`: also `open`, `old` and `last` (day of its last comparison), in two questions more.
    """
    rows: list[Any] = _in_use(school.pk)
    say_all(rows, today)
    if with_accounts:
        counts, last = open_counts(school, today), dict(_last_days(school.pk))
        for service in rows:
            service.open, service.old = counts.get(service.pk, (0, 0))
            service.last = last.get(service.pk)
    return rows


@prepared
def _in_use(school_id: int) -> QuerySet[OnlineService]:
    return OnlineService.objects.for_school(school_id).in_use().by_name().select_related("processing")


@prepared
def _last_days(school_id: int) -> QuerySet:
    done = Comparison.objects.for_school(school_id).filter(compared_on__isnull=False).values_list("service")
    return done.annotate(last=Max("compared_on")).order_by()


def seen(services: list[Any], view: str) -> list[Any]:
    """Those of one view: without a validated sheet, or whose contract ends, the soonest first."""
    if view == UNSAID:
        return [service for service in services if service.light.tone != "ok"]
    if view == ENDING:
        return sorted(
            (service for service in services if _ends(service)), key=lambda service: service.contract_ends_on
        )
    return services


def _ends(service: Any) -> bool:
    return service.ending is not None and bool(service.ending.is_soon)


def chips_of(services: list[Any], view: str) -> list[dict[str, Any]]:
    """The views that hold something, and the one that is read."""
    views = [("", "Tous"), (UNSAID, "Sans fiche validée"), (ENDING, "Contrat qui finit")]
    chips = [
        {
            "label": label,
            "url": f"?vue={code}" if code else "?",
            "count": len(seen(services, code)),
            "current": view == code,
        }
        for code, label in views
    ]
    return [chip for chip in chips if chip["count"] or chip["current"]] if len(services) else []


def open_counts(school: School, today: date) -> dict[int, tuple[int, int]]:
    """For each service with something to do: how many lines, and how many are older than thirty days."""
    rows = _open_counts(school.pk, today - timedelta(days=OLD_DAYS))
    return {pk: (total, late) for pk, total, late in rows}


@prepared
def _open_counts(school_id: int, before: date) -> QuerySet:
    rows = Finding.objects.for_school(school_id).to_do().values_list("service")
    late = Count("pk", filter=Q(since__lt=before))
    return rows.annotate(total=Count("pk"), late=late).order_by()


def usual_left(services: list[OnlineService]) -> list[Usual]:
    """The usual services that the list does not hold yet."""
    names = {fold(service.name) for service in services}
    return [usual for usual in USUAL if fold(usual.name) not in names]


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
    """The kinds that have something to do, and how many lines are settled but still told. One query."""
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
    """What the last list could not say, or told beside, in sentences."""
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
