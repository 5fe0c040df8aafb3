"""What removes a thing when its time is over? The clock does, every night.

Each app offers its rules (`privacy.py`, `core.retention.rule`), and this module runs them: each school in
its own scope and on its own day (03:20 in Paris is still yesterday in Guadeloupe), a batch a transaction, so
that a night never locks a school. What was removed is journaled as a number, never as values. Source: RGPD
art. 5.1.e (limitation of storage).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import structlog
from django.apps import apps
from django.db import transaction
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils import timezone

from fanal.core import journal
from fanal.core.frozen.doors import open_doors
from fanal.core.people.links import field_at
from fanal.core.registry import ARCHIVES_RELEASED, registered
from fanal.core.retention.rule import Retention, rules
from fanal.core.tenancy import SchoolOwned, scope

BATCH = 500  # rows a transaction
MOST_BATCHES = 400  # a night and a rule: the rest waits for the next night
KEPT = "retention.removed"
log = structlog.get_logger("fanal.retention")


@dataclass(frozen=True)
class ByClock:
    """The author of what the clock removes, as the journal names it."""

    reference: str = "system:schedule"


def remove(rows: QuerySet) -> int:
    """Delete at most one batch of these rows; how many of them went. Their history lives no longer."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    named = rows.model._default_manager.filter(pk__in=keys)
    schools: list[int] = []
    if issubclass(rows.model, SchoolOwned):
        schools = list(named.order_by().values_list("school_id", flat=True).distinct())
    for school_id in schools:
        open_doors(school_id, [rows.model])
    named.delete()
    # What the security chain says has a life of its own, and stays. The journal is the last lock.
    for school_id in schools:
        journal.erase_of(school_id, rows.model, keys, chains=[journal.Chain.HISTORY])
    return len(keys)


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
        labels = [each._meta.label for each in (model, *self.also)]
        self.rule.tables.extend(label for label in labels if label not in self.rule.tables)
        self.rule.sweeps.append(partial(self._sweep, model))
        self.rule.over.append(partial(self._waiting, model))

    def _waiting(self, model: Any, school_id: int, now: datetime) -> QuerySet:
        rows = model.objects.for_school(school_id)
        over = self.rows(rows, now) if self.rows else self._over(model, rows, now)
        return over if self.leaves is None else over.exclude(**self.leaves)

    def _sweep(self, model: Any, school_id: int, now: datetime) -> int:
        rows = model.objects.for_school(school_id) if self.rule.is_of_a_school else model.objects.all()
        over = self.rows(rows, now) if self.rows else self._over(model, rows, now)
        if self.leaves is None:
            return remove(over)
        changed = over.exclude(**self.leaves).order_by("pk")
        keys = list(changed.values_list("pk", flat=True)[:BATCH])
        if keys and self.rule.is_of_a_school:
            open_doors(school_id, [model])
        rows.filter(pk__in=keys).update(**self.leaves)
        if not self.keeps_history:
            journal.erase_of(school_id, model, keys)
        return len(keys)

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


def _released(rule: Retention, school_id: int, now: datetime) -> datetime | None:
    """Up to when public archives of this sort may go; None when nobody said that they may."""
    with scope(school_id):
        days = [released(school_id, rule.name) for released in registered(ARCHIVES_RELEASED)]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    return min([now, *(datetime.combine(day + timedelta(days=1), time.min, now.tzinfo) for day in known)])


def _run(rule: Retention, school_id: int, now: datetime) -> int:
    if rule.is_archive:
        released = _released(rule, school_id, now)
        if released is None:
            return 0
        now = released
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
