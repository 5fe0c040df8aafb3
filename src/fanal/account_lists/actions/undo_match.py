"""Going back on whose account a doubtful one is: everything the decision changed is as it was before.

Only on the last decision of a service, and while no other list was compared: the next comparison looks at
everything anew, and an earlier decision is undone after those that follow it. What somebody settled since is
theirs: it is reopened first.
"""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from fanal.account_lists.actions.findings import locked
from fanal.account_lists.models import AccountOwner, Comparison, Finding
from fanal.account_lists.policies import accounts as policies
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken

BEFORE = "before"  # among the accounts of candidates, which are named « pupil 12 »
COUNTS = ("matched", "orphan", "doubt", "found")
KEPT = [
    field.attname for field in Finding._meta.concrete_fields if field.name not in {"id", "school", "service"}
]
NOT_LAST = (
    "Une autre décision a été prise depuis : revenez d’abord sur celle-là, ou attendez la prochaine liste."
)
SETTLED_SINCE = (
    "Un écart né de cette décision a été réglé depuis, ou une fiche d’une de ces personnes a changé : "
    "rouvrez cet écart d’abord, ou comparez de nouveau la liste."
)
NO_MORE = "Cette décision ne peut plus être reprise : comparez de nouveau la liste."


def touched_by(finding: Finding) -> QuerySet:
    """Every difference that a decision on this doubt may write; itself apart."""
    keys = {finding.key, *(other["key"] for other in finding.others.values() if "key" in other)}
    people = Q(pk=None)
    for kind, pk in finding.candidates:
        people |= Q(pupil=pk) if kind == "pupil" else Q(person=pk)
    condition = Q(key__in=keys) | Q(kind="doubt", state=Finding.State.TO_DO)
    condition |= Q(kind__in=["missing", "duplicate"]) & people
    rows = Finding.objects.for_school(finding.school_id).filter(condition, service=finding.service_id)
    return rows.exclude(pk=finding.pk)


def photograph(finding: Finding, comparison: Comparison) -> dict[str, Any]:
    """What may change, as JSON holds it."""
    rows = {str(row.pk): _plain(row) for row in touched_by(finding).order_by("pk")}
    return {"rows": rows, "counts": {name: getattr(comparison, name) for name in COUNTS}}


def what_changed(before: dict[str, Any], finding: Finding) -> dict[str, Any]:
    """Of a photograph, only what is needed to come back: rows that differ now, and those that are new.

    `left`: a fingerprint of each of them as the decision left it.
    """
    after = {str(row.pk): _plain(row) for row in touched_by(finding).order_by("pk")}
    rows = {pk: values for pk, values in before["rows"].items() if after.get(pk) != values}
    new = [int(pk) for pk in after if pk not in before["rows"]]
    left = {pk: _print(values) for pk, values in after.items() if pk in rows or int(pk) in new}
    return {"rows": rows, "new": new, "counts": before["counts"], "left": left}


def _print(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _is_as_left(finding: Finding, before: dict[str, Any]) -> bool:
    """Did nobody settle what the decision wrote, or give it to another record?"""
    rows = Finding.objects.for_school(finding.school_id).filter(pk__in=[int(pk) for pk in before["left"]])
    return {str(row.pk): _print(_plain(row)) for row in rows} == before["left"]


def _plain(row: Model) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in KEPT}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }


@transaction.atomic
def undo_decision(finding: Finding, *, by: Actor) -> Finding:
    """Ask again whose account this is. RuleBroken when something came after."""
    finding = locked(finding)
    require(policies.settle_finding, by, finding)
    before = finding.others.get(BEFORE)
    owners = AccountOwner.objects.for_school(finding.school_id).filter(service=finding.service_id)
    last = owners.order_by("-pk").first()
    if finding.kind != "doubt" or finding.is_open or before is None or last is None:
        raise RuleBroken(NO_MORE)
    if last.key != finding.key:
        raise RuleBroken(NOT_LAST)
    if not _is_as_left(finding, before):
        raise RuleBroken(SETTLED_SINCE)
    rows = Finding.objects.for_school(finding.school_id)
    rows.filter(pk__in=before["new"]).delete()
    for pk, values in before["rows"].items():
        rows.filter(pk=int(pk)).update(**values)
    Comparison.objects.for_school(finding.school_id).filter(pk=finding.comparison_id).update(
        **before["counts"]
    )
    last.delete()
    with journal.change(finding, by=by, verb="online_services.decision_undone"):
        finding.state, finding.settled_on, finding.settled_by_id = Finding.State.TO_DO, None, None
        finding.others = {name: value for name, value in finding.others.items() if name != BEFORE}
        finding.save(update_fields=["state", "settled_on", "settled_by", "others"])
    return finding
