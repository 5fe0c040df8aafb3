"""How long is each thing kept, and what removes it when its time is over? The clock does, every night.

Each app offers its rules (`privacy.py`), and this module runs them: each school in its own scope and on its
own day (03:20 in Paris is still yesterday in Guadeloupe), a batch a transaction, so that a night never locks
a school. What was removed is journaled as a number, never as values. Source: RGPD art. 5.1.e (limitation of
storage).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.apps import apps
from django.db import transaction
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils import timezone

from fanal.core import journal
from fanal.core.links import field_at
from fanal.core.registry import RETENTION, registered
from fanal.core.tenancy import SchoolOwned, scope

BATCH = 500  # rows a transaction
MOST_BATCHES = 400  # a night and a rule: the rest waits for the next night
KEPT = "retention.removed"
log = structlog.get_logger("fanal.retention")


@dataclass(frozen=True)
class ByClock:
    """The author of what the clock removes, as the journal names it."""

    reference: str = "system:schedule"


@dataclass(frozen=True)
class Retention:
    """One rule, said in one sentence. `tables` are the labels of the models whose data map it makes true.

    `purge` removes one batch of what is over and returns how many: with the school's id, in its scope, for
    rows of a school; with 0 for what belongs to no school. Its moment is told in the school's time zone (that
    of Paris for what belongs to no school), so that its date is the school's day. It must be repeatable.
    Without a `remover`, it removes the rows of the models that name it in `Until`: one that points to another
    of the rule is declared after it, and so goes before it.
    """

    name: str
    says: str
    tables: list[str]
    remover: Callable[[int, datetime], int] | None = None
    is_of_a_school: bool = True
    sweeps: list[Callable[[int, datetime], int]] = field(default_factory=list)

    def purge(self, school_id: int, now: datetime) -> int:
        sweeps = [self.remover] if self.remover else reversed(self.sweeps)
        return next((removed for sweep in sweeps if (removed := sweep(school_id, now))), 0)


def rules() -> list[Retention]:
    """Every rule that the apps offer, in their order."""
    return registered(RETENTION)


def remove(rows: QuerySet) -> int:
    """Delete at most one batch of these rows; how many of them went. Their history lives no longer."""
    chosen = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    named = rows.model._default_manager.filter(pk__in=chosen)
    schools: list[int] = []
    if issubclass(rows.model, SchoolOwned):
        schools = list(named.order_by().values_list("school_id", flat=True).distinct())
    named.delete()
    # What the security chain says has a life of its own, and stays. The journal is the last lock.
    for school_id in schools:
        journal.erase_of(school_id, rows.model, chosen, chains=[journal.Chain.HISTORY])
    return len(chosen)


def years_before(now: datetime, years: int) -> datetime:
    """The same moment `years` earlier; 29 February becomes 28 February."""
    return now.replace(year=now.year - years, day=_day(now, years))


def day_before(today: date, years: int) -> date:
    """The same day `years` earlier."""
    return today.replace(year=today.year - years, day=_day(today, years))


def _day(day: date, years: int) -> int:
    return 28 if (day.month, day.day) == (2, 29) and years % 4 else day.day


Limit = Callable[[datetime], Any]  # the moment of the clock -> the value before which a row is over


def years(number: int) -> Limit:
    return lambda now: years_before(now, number)


def days(number: int) -> Limit:
    return lambda now: now - timedelta(days=number)


@dataclass(frozen=True)
class Until:
    """A row is over once its field `after` is before the limit: it goes, or takes the values of `leaves`.

    `rows` takes the rows of the school and the moment, and returns those that are over, when no field says
    it. `also`: the models whose rows go with it. `keeps_history`: the journal of these rows names nobody.
    """

    rule: Retention
    after: str = ""
    limit: Limit | None = None
    where: Q = field(default_factory=Q)
    rows: Callable[[Any, datetime], QuerySet] | None = None
    leaves: Mapping[str, Any] | None = None
    also: tuple[type[Model], ...] = ()
    keeps_history: bool = False

    def declare(self, model: Any) -> None:
        labels = [kept._meta.label for kept in (model, *self.also)]
        self.rule.tables.extend(label for label in labels if label not in self.rule.tables)
        self.rule.sweeps.append(partial(self._sweep, model))

    def _sweep(self, model: Any, school_id: int, now: datetime) -> int:
        kept = model.objects.for_school(school_id) if self.rule.is_of_a_school else model.objects.all()
        over = self.rows(kept, now) if self.rows else self._over(model, kept, now)
        if self.leaves is None:
            return remove(over)
        changed = over.exclude(**self.leaves).order_by("pk")
        chosen = list(changed.values_list("pk", flat=True)[:BATCH])
        kept.filter(pk__in=chosen).update(**self.leaves)
        if not self.keeps_history:
            journal.erase_of(school_id, model, chosen)
        return len(chosen)

    def _over(self, model: Any, rows: QuerySet, now: datetime) -> QuerySet:
        if self.limit is None:
            return rows.filter(self.where)
        limit = self.limit(now)
        if isinstance(limit, datetime) and not isinstance(field_at(model, self.after), DateTimeField):
            limit = limit.date()
        return rows.filter(self.where, **{f"{self.after}__lt": limit})


def _batches(rule: Retention, school_id: int, now: datetime) -> Iterator[int]:
    for _ in range(MOST_BATCHES):
        rows = scope(school_id) if school_id else transaction.atomic()
        with rows, journal.erasing(by=ByClock(), why=rule.says):
            removed = rule.purge(school_id, now)
        if not removed:
            return
        yield removed


def _run(rule: Retention, school_id: int, now: datetime) -> int:
    removed = sum(_batches(rule, school_id, now))
    if removed and school_id:
        with scope(school_id):
            school = apps.get_model("accounts.School")._default_manager.get(pk=school_id)
            journal.noted(school, by=ByClock(), verb=KEPT, rule=rule.name, removed=removed)
    return removed


def _tried(rule: Retention, school_id: int, now: datetime) -> bool:
    """False when it failed: one rule that cannot run must not keep the others from running."""
    try:
        removed = _run(rule, school_id, now)
    except Exception:
        log.exception("retention failed", rule=rule.name, school=school_id)
        return False
    if removed:
        log.info("retention", rule=rule.name, school=school_id, removed=removed)
    return True


def keep_no_longer(now: datetime) -> list[str]:
    """Run every rule, everywhere. Returns the names of those that failed somewhere."""
    schools = {
        school.pk: now.astimezone(school.zone_info)
        for school in apps.get_model("accounts.School")._default_manager.order_by("pk")
    }
    failed = []
    for rule in rules():
        places = schools if rule.is_of_a_school else {0: timezone.localtime(now)}
        outcomes = [_tried(rule, place, its_now) for place, its_now in places.items()]
        if False in outcomes:
            failed.append(rule.name)
    return failed
