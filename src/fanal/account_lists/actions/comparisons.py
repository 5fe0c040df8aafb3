"""Comparing a service with the school: keep its list while columns are checked, compare, forget the list.

The cells of passwords and national numbers are dropped before anything is kept. A list that looks cut or
wrong asks somebody first.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.account_lists.actions import comparing, matching
from fanal.account_lists.models import Comparison
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.rules import acceptance
from fanal.account_lists.rules.accounts import Account, read_account
from fanal.account_lists.rules.columns import FIELDS, LABELS, refusals, shortened
from fanal.account_lists.rules.findings import judged
from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import match_columns, remembered_by
from fanal.core.imports.forbidden_columns import chosen_codes
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.staging import deposit, staged_lines
from fanal.core.sheets import Table
from fanal.directory.models import Pupil
from fanal.online_services.models import OnlineService
from fanal.year.rules.years import year_of

KIND = "accounts"
MOST_ACCOUNTS = 200_000  # what reads tables reads no more
DONE = "Cette liste est déjà comparée : déposez-en une nouvelle pour recommencer."


@transaction.atomic
def deposit_accounts(
    service: OnlineService, table: Table, *, name: str, now: datetime, by: Actor
) -> Comparison:
    """Keep the lines of an account list until its columns are checked. Nothing is compared yet."""
    require(policies.compare_accounts, by, service)
    columns = match_columns([shortened(header) for header in table.headers], FIELDS, service.columns)
    imported = deposit(
        service.school,
        KIND,
        table,
        name=name,
        columns=columns,
        person_id=by.person_id,
        now=now,
        most=MOST_ACCOUNTS,
    )
    return Comparison.objects.create(school_id=service.school_id, service=service, imported=imported)


@transaction.atomic
def compare_accounts(
    comparison: Comparison, columns: Sequence[str], *, is_sure: bool, today: date, now: datetime, by: Actor
) -> Comparison:
    """Say which field each column fills, and what differs. `is_sure`: somebody answered the questions."""
    service = OnlineService.objects.for_school(comparison.school_id).locked(comparison.service_id)
    require(policies.compare_accounts, by, service)
    imported = Import.objects.for_school(comparison.school_id).locked(comparison.imported_id)
    if imported.stage == Import.Stage.APPLIED:
        raise RuleBroken(DONE)
    comparison.refresh_from_db()
    imported.columns = chosen_codes(columns, imported.headers, LABELS)
    refuse(service, imported.columns)
    reading = _Reading(imported)
    matching.stage(reading)
    last = _last(service)
    parameters = _parameters(service, comparison, imported, last, today)
    comparison.repeated = matching.match(parameters)
    kinds = judged(imported.columns, last.imported.columns if last else ())
    comparing.find(parameters, holders=service.holders, judged=kinds)
    _count(comparison, reading)
    _ask(comparison, last, is_sure=is_sure)
    comparing.keep(parameters, judged=kinds)
    comparison.found, comparison.profiles = comparing.counts_by_kind(), comparing.usual_profiles()
    comparison.compared_on, comparison.waiting_since, comparison.asked_by = today, None, None
    comparison.save()
    _close(service, comparison, imported, now)
    journal.noted(
        comparison,
        by=by,
        verb="online_services.compared",
        service=service.pk,
        file=imported.sha256,
        read=comparison.read,
        matched=comparison.matched,
        found=comparison.found,
    )
    return comparison


def refuse(service: OnlineService, columns: list[str]) -> None:
    """RuleBroken when these columns, or an empty directory, can compare nothing."""
    pupils = Pupil.objects.for_school(service.school_id).staying()
    staff = Person.objects.for_school(service.school_id).present()
    reasons = refusals(columns) or acceptance.refusals(
        holders=service.holders, pupils=pupils[:1].count(), staff=staff[:1].count()
    )
    if reasons:
        raise RuleBroken(reasons)


class _Reading:
    """The accounts of the lines that were kept, and how many lines told nobody or a strange date."""

    def __init__(self, imported: Import) -> None:
        self.imported = imported
        self.read = self.refused = self.strange_dates = 0

    def __iter__(self) -> Iterator[tuple[int, Account]]:
        places = [(rank, code) for rank, code in enumerate(self.imported.columns) if code]
        has_seen = "seen" in self.imported.columns
        for line, cells in staged_lines(self.imported):
            texts = {code: cells[rank] for rank, code in places if rank < len(cells)}
            account = read_account(texts, has_seen=has_seen)
            self.read += 1
            self.strange_dates += account.has_strange_date
            if account.key:
                yield line, account
            else:
                self.refused += 1


def _parameters(
    service: OnlineService, comparison: Comparison, imported: Import, last: Comparison | None, today: date
) -> dict[str, Any]:
    """The values that the SQL of the comparison names."""
    return {
        "school": service.school_id,
        "service": service.pk,
        "comparison": comparison.pk,
        "today": today,
        "year": year_of(today).label,
        "dormant": service.dormant_days,
        "same": last is not None and last.imported.sha256 == imported.sha256,
        "unwanted": [code for code in LABELS if code not in {*imported.columns, "family_name", "given_name"}],
    }


def _last(service: OnlineService) -> Comparison | None:
    rows = Comparison.objects.for_school(service.school_id).filter(service=service, compared_on__isnull=False)
    return rows.select_related("imported").order_by("-compared_on", "-pk").first()


def _count(comparison: Comparison, reading: _Reading) -> None:
    counts, comparison.never_seen = comparing.fates()
    for fate in ("matched", "orphan", "shared", "doubt", "left_out"):
        setattr(comparison, fate, counts.get(fate, 0))
    comparison.read, comparison.refused = reading.read, reading.refused
    comparison.strange_dates = reading.strange_dates


def _ask(comparison: Comparison, last: Comparison | None, *, is_sure: bool) -> None:
    questions = acceptance.questions(
        accounts=comparison.read,
        before=last.read if last else 0,
        matched=comparison.matched,
        unknown=comparison.orphan,
    )
    if questions and not is_sure:
        raise Doubtful(questions)


class Doubtful(RuleBroken):
    """The comparison can be made all the same, once somebody says that the list is right."""


def _close(service: OnlineService, comparison: Comparison, imported: Import, now: datetime) -> None:
    """Remember the columns, and forget the list."""
    ImportLine.objects.for_school(service.school_id).filter(imported=imported).delete()
    imported.stage, imported.applied_at = Import.Stage.APPLIED, now
    imported.read, imported.refused = comparison.read, comparison.refused
    imported.unchanged = comparison.read - comparison.refused
    imported.save()
    headers = [shortened(header) for header in imported.headers]
    service.columns |= remembered_by(headers, imported.columns)
    service.save(update_fields=["columns"])
