"""Saying whose account a doubtful one is. What it changes shows at once, as a comparison will say it."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from fanal.account_lists.actions import comparing
from fanal.account_lists.actions.comparing import FoundRow
from fanal.account_lists.actions.findings import CHANGED, SETTLED_FIELDS, locked, write
from fanal.account_lists.actions.undo_match import BEFORE, photograph, what_changed
from fanal.account_lists.models import AccountOwner, Comparison, ExpectedAdmin, Finding
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.rules import match_decision
from fanal.account_lists.rules.accounts import Account, day_of, read_account
from fanal.account_lists.rules.columns import LABELS
from fanal.account_lists.rules.findings import judged
from fanal.account_lists.rules.match_decision import MatchedOwner
from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.designations.models import Designation
from fanal.directory.models import Pupil
from fanal.year.rules.years import year_of

State = Finding.State
NOBODY = "nobody"


@transaction.atomic
def decide_owner(finding: Finding, choice: str, *, today: date, by: Actor) -> Finding:
    """Say whose account it is: « pupil 12 », « staff 4 », or « nobody » of this school."""
    finding = locked(finding)
    require(policies.settle_finding, by, finding)
    offered = {f"{kind} {pk}": (kind, pk) for kind, pk in finding.candidates}
    if finding.kind != "doubt" or not finding.is_open or choice not in {NOBODY, *offered}:
        raise RuleBroken(CHANGED)
    kind, pk = offered.get(choice, ("", None))
    _refuse_gone(finding, kind, pk)
    ids = {"pupil_id": pk if kind == "pupil" else None, "person_id": pk if kind == "staff" else None}
    rows = AccountOwner.objects.for_school(finding.school_id).filter(
        service=finding.service_id, key=finding.key
    )
    rows.delete()
    AccountOwner.objects.create(
        school_id=finding.school_id, service_id=finding.service_id, key=finding.key, decided_on=today, **ids
    )
    decided = _Decided(finding, choice, kind, pk or 0)
    before = photograph(finding, decided.comparison)
    decided.keep()
    with journal.change(finding, by=by, verb="online_services.owner_decided"):
        finding.others = finding.others | {BEFORE: what_changed(before, finding)}
        write(finding, State.DONE, "", today, by)
        finding.save(update_fields=[*SETTLED_FIELDS, "others"])
    return finding


def _refuse_gone(finding: Finding, kind: str, pk: int | None) -> None:
    """A candidate may have left for good since the list was compared."""
    model = {"pupil": Pupil, "staff": Person}.get(kind)
    if model and not model._default_manager.filter(school=finding.school_id, pk=pk).exists():
        raise RuleBroken(CHANGED)


class _Decided:
    """One account and its owner, beside what the last comparison knew of them."""

    def __init__(self, finding: Finding, choice: str, kind: str, pk: int) -> None:
        self.finding, self.choice, self.kind, self.pk = finding, choice, kind, pk
        self.school_id, self.service = finding.school_id, finding.service
        self.comparison = (
            Comparison.objects.for_school(self.school_id)
            .select_related("imported")
            .get(pk=finding.comparison_id)
        )
        columns = self.comparison.imported.columns
        self.day: date = self.comparison.compared_on or finding.seen_on
        self.judged = judged(columns)
        self.account: Account = read_account(finding.cells, has_seen="seen" in columns)
        self.owner = self._owner()
        self.rows: list[FoundRow] = []

    def _owner(self) -> MatchedOwner:
        if self.kind == "pupil":
            left = Pupil.objects.for_school(self.school_id).get(pk=self.pk).left_on
            return MatchedOwner("pupil", left if left and left <= self.day else None)
        if self.kind != "staff":
            return MatchedOwner()
        left = Person.objects.for_school(self.school_id).get(pk=self.pk).left_on
        expected = ExpectedAdmin.objects.for_school(self.school_id).filter(
            service=self.service, person=self.pk
        )
        acts = Designation.objects.for_school(self.school_id).in_force(self.day)
        is_expected = expected.exists() or acts.filter(service=self.service, delegate=self.pk).exists()
        return MatchedOwner("staff", left if left and left <= self.day else None, is_expected)

    def keep(self) -> None:
        """Write the differences, and count them where the last comparison counted a doubt."""
        is_double = self._find_double()
        for kind, why in match_decision.differences(
            self.account,
            self.owner,
            judged=self.judged,
            day=self.day,
            is_double=is_double,
            dormant_days=self.service.dormant_days,
        ):
            self._add(kind, self.finding.key, self.finding.cells, why)
        missing = self._missing()
        comparing.keep_rows(self.rows, self._parameters(), missing=missing)
        admins = self._settle_admin()
        self._count(missing=len(missing), admins=admins)

    def _add(self, kind: str, key: str, texts: dict[str, str], why: str) -> None:
        pupil, person = (self.pk if self.kind == side else None for side in ("pupil", "staff"))
        self.rows.append(FoundRow(kind, key, texts, why, pupil, person))

    def _others(self) -> "list[Finding]":
        doubts = Finding.objects.for_school(self.school_id).to_do().filter(service=self.service, kind="doubt")
        return list(doubts.exclude(pk=self.finding.pk).order_by("pk"))

    def _find_double(self) -> bool:
        """When they have another account already: one of the two is to close. Is it this one?"""
        if not match_decision.is_matched(self.owner):
            return False
        mine = {"key": self.finding.key, "cells": self.finding.cells, "decided": True}
        mine["seen"] = self.account.seen.isoformat() if self.account.seen else None
        other: dict[str, Any] | None = self.finding.others.get(self.choice)
        kept = mine
        if other:
            is_first = match_decision.keeps_first(
                self.account.seen, day_of(other["seen"] or ""), other_is_decided=other["decided"]
            )
            kept, closed = (mine, other) if is_first else (other, mine)
            self._add("duplicate", closed["key"], closed["cells"], _keep_rather(kept["cells"]))
            self._twins().update(why=_keep_rather(kept["cells"])[:160])
        for doubt in self._others():
            if self.choice in {f"{kind} {pk}" for kind, pk in doubt.candidates}:
                doubt.others = doubt.others | {self.choice: kept}
                doubt.save(update_fields=["others"])
        return kept is not mine

    def _twins(self) -> QuerySet:
        """The accounts of theirs that are to be closed already."""
        rows = (
            Finding.objects.for_school(self.school_id)
            .not_gone()
            .filter(service=self.service, kind="duplicate")
        )
        return rows.filter(**{"pupil" if self.kind == "pupil" else "person": self.pk})

    def _missing(self) -> list[tuple[str, int]]:
        taken = set(self.finding.others) - {BEFORE}
        for doubt in self._others():
            taken |= {f"{kind} {pk}" for kind, pk in doubt.candidates}
        alone = match_decision.without_account(
            [(kind, pk) for kind, pk in self.finding.candidates],
            chosen=self.choice,
            holders=self.service.holders,
            taken=taken,
        )
        pupils = Pupil.objects.for_school(self.school_id).present(self.day)
        pupils = pupils.filter(pk__in=[pk for _, pk in alone])
        staff = Person.objects.for_school(self.school_id).filter(pk__in=[pk for _, pk in alone])
        here = {f"pupil {pk}" for pk in pupils.values_list("pk", flat=True)}
        here |= {f"staff {person.pk}" for person in staff if not person.left_on or person.left_on > self.day}
        return [(kind, pk) for kind, pk in alone if f"{kind} {pk}" in here]

    def _settle_admin(self) -> int:
        """Its rights were reported without an owner: say whose they are, or that they are expected."""
        rows = (
            Finding.objects.for_school(self.school_id)
            .not_gone()
            .filter(service=self.service, kind="admin", key=self.finding.key)
        )
        if why := match_decision.admin_words(self.account, self.owner):
            pupil, person = (self.pk if self.kind == side else None for side in ("pupil", "staff"))
            rows.update(why=why, pupil=pupil, person=person)
            return 0
        return rows.settle_gone(self.day)

    def _parameters(self) -> dict[str, Any]:
        columns = self.comparison.imported.columns
        return {
            "school": self.school_id,
            "service": self.service.pk,
            "comparison": self.comparison.pk,
            "today": self.day,
            "year": year_of(self.day).label,
            "same": False,
            "unwanted": [code for code in LABELS if code not in {*columns, "family_name", "given_name"}],
        }

    def _count(self, *, missing: int, admins: int) -> None:
        """Every line stays in one count."""
        comparison = self.comparison
        fate = "matched" if match_decision.is_matched(self.owner) else "orphan"
        comparison.doubt -= 1
        setattr(comparison, fate, getattr(comparison, fate) + 1)
        changes = [
            ("doubt", -1),
            ("missing", missing),
            ("admin", -admins),
            *((row.kind, 1) for row in self.rows),
        ]
        counts = Counter(comparison.found)
        for kind, more in changes:
            counts[kind] += more
        comparison.found = dict(+counts)
        comparison.save(update_fields=["doubt", fate, "found"])


def _keep_rather(texts: dict[str, str]) -> str:
    return f"Garder plutôt : {match_decision.account_words(texts)}"
