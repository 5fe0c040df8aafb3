"""Comparing a long list after the answer: promised in the transaction, done by a job, told on the page.

The job may run again from the start: it does nothing when the list is compared, or is no longer wanted.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fanal.account_lists.actions.comparisons import DONE, Doubtful, compare_accounts, refuse
from fanal.account_lists.models import Comparison
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.rules.columns import LABELS
from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.policies.rights import require
from fanal.core import jobs
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.imports.forbidden_columns import chosen_codes
from fanal.core.imports.models import Import, ImportLine
from fanal.online_services.models import OnlineService

COMPARE = "online_services.compare"
LONG = 5_000  # lines: beyond, nobody should wait for the page
GONE = "La comparaison n’a pas été faite : qui l’a demandée n’en a plus le droit, ou le service est archivé."


def is_long(imported: Import) -> bool:
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported)
    return lines.order_by()[: LONG + 1].count() > LONG


@transaction.atomic
def promise_comparison(
    comparison: Comparison, columns: Sequence[str], *, is_sure: bool, now: datetime, by: Actor
) -> Comparison:
    """Keep the choice of columns and promise the comparison; asked twice, it is promised once."""
    service = OnlineService.objects.for_school(comparison.school_id).locked(comparison.service_id)
    require(policies.compare_accounts, by, service)
    imported = Import.objects.for_school(comparison.school_id).locked(comparison.imported_id)
    if imported.stage == Import.Stage.APPLIED:
        raise RuleBroken(DONE)
    comparison = Comparison.objects.for_school(comparison.school_id).locked(comparison.pk)
    if comparison.waiting_since:
        return comparison
    imported.columns = chosen_codes(columns, imported.headers, LABELS)
    refuse(service, imported.columns)
    imported.save(update_fields=["columns"])
    comparison.waiting_since, comparison.asked_by_id = now, by.person_id
    comparison.stopped, comparison.is_doubtful = [], False
    comparison.save(update_fields=["waiting_since", "asked_by", "stopped", "is_doubtful"])
    jobs.defer(COMPARE, school_id=service.school_id, comparison_id=comparison.pk, is_sure=int(is_sure))
    return comparison


def compare_later(school_id: int, comparison_id: int, *, is_sure: bool) -> None:
    """What the job does. Why it could not compare is kept for the page."""
    rows = Comparison.objects.for_school(school_id).select_related("imported", "asked_by", "school")
    comparison = rows.filter(pk=comparison_id, compared_on=None, waiting_since__isnull=False).first()
    if comparison is None:
        return
    now = timezone.now()
    today = now.astimezone(comparison.school.zone_info).date()
    try:
        compare_accounts(
            comparison,
            comparison.imported.columns,
            is_sure=is_sure,
            today=today,
            now=now,
            by=_asker(comparison, now),
        )
    except RuleBroken as refusal:
        _stop(comparison_id, school_id, refusal.reasons, is_doubtful=isinstance(refusal, Doubtful))
    except NotAllowed:
        _stop(comparison_id, school_id, [GONE], is_doubtful=False)


def _stop(comparison_id: int, school_id: int, reasons: list[str], *, is_doubtful: bool) -> None:
    Comparison.objects.for_school(school_id).filter(pk=comparison_id, compared_on=None).update(
        waiting_since=None, stopped=reasons, is_doubtful=is_doubtful
    )


def _asker(comparison: Comparison, now: datetime) -> Actor:
    """Whoever asked for it, with the roles they hold now."""
    person = comparison.asked_by
    if person is None:
        return Actor("person:0", "", frozenset(), comparison.school_id)
    return actor_of(person, *roles_of(person, now.astimezone(comparison.school.zone_info).date()))
