"""What is done to a licence or a contract: written down, corrected, renewed, taken away."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.core.text.secret_shapes import REFUSED, looks_like, looks_like_key
from fanal.supplies.models import FormerPeriod, Licence, MaintenanceContract
from fanal.supplies.policies import purchase as policies
from fanal.supplies.rules.licence import seat_refusals
from fanal.supplies.rules.purchase import decide_by, letting_end_refusals, notice_refusals, renewal_refusals

REGISTERED = {Licence: "supplies.licence_registered", MaintenanceContract: "supplies.contract_registered"}
CHANGED = {Licence: "supplies.licence_changed", MaintenanceContract: "supplies.contract_changed"}
RENEWED = {Licence: "supplies.licence_renewed", MaintenanceContract: "supplies.contract_renewed"}
LET_END = {Licence: "supplies.licence_let_end", MaintenanceContract: "supplies.contract_let_end"}
REMOVED = {Licence: "supplies.licence_removed", MaintenanceContract: "supplies.contract_removed"}
# Where a key would be written, in words; and the short texts, whose names and numbers may look like a secret.
WORDS = {Licence: ("proof_place", "key_place", "note"), MaintenanceContract: ("covers", "note")}
SHORT = {
    Licence: ("name", "publisher", "supplier", "order_reference", "program_words"),
    MaintenanceContract: ("name", "supplier", "reference", "order_reference"),
}


def locked[Row: Licence | MaintenanceContract](row: Row) -> Row:
    """Lock the row and read it again: who gives a seat and who corrects their number come one by one."""
    fresh_row: Row = type(row).objects.for_school(row.school_id).locked(row.pk)
    return fresh_row


def _check(row: Licence | MaintenanceContract) -> None:
    reasons = row.term.refusals
    reasons += notice_refusals(row.starts_on, row.ends_on, row.notice_months, is_tacit=row.is_tacit)
    if isinstance(row, Licence):
        machines = row.given.filter(equipment__isnull=False).count() if row.pk else 0
        people = row.given.filter(person__isnull=False).count() if row.pk else 0
        reasons += seat_refusals(row.kind, row.seats, machines, people)
    looks = [looks_like(getattr(row, name)) for name in WORDS[type(row)]]
    looks += [looks_like_key(getattr(row, name)) for name in WORDS[type(row)] + SHORT[type(row)]]
    reasons += [REFUSED.format(why=why) for why in looks if why][:1]
    if reasons:
        raise RuleBroken(reasons)


def _dated(values: Mapping[str, Any]) -> dict[str, Any]:
    decide_on = decide_by(values["ends_on"], values["notice_months"], is_tacit=values["is_tacit"])
    return {**values, "decide_on": decide_on}


@transaction.atomic
def register_purchase[Row: Licence | MaintenanceContract](
    new: Row, values: Mapping[str, Any], *, by: Actor
) -> Row:
    """Keep a licence or a contract. `new`: empty, of the school; `values`: of every field of its form."""
    require(policies.keep_purchases, by, None)
    for name, value in journal.differences(new, _dated(values)).items():
        setattr(new, name, value)
    _check(new)
    new.save(force_insert=True)
    journal.created(new, by=by, verb=REGISTERED[type(new)])
    return new


@transaction.atomic
def change_purchase[Row: Licence | MaintenanceContract](
    row: Row, values: Mapping[str, Any], *, by: Actor, seen: str = ""
) -> Row:
    """Correct what is written of it. `seen`: the version that the form showed, refused once it is older."""
    row = locked(row)
    require(policies.keep_purchases, by, row)
    refuse_stale(row, values, seen)
    verb, new = CHANGED[type(row)], _dated(values)
    if row.term.is_let_go and (new["ends_on"], new["is_tacit"]) == (row.ends_on, False):
        new["decide_on"] = None  # it was decided, and its end is the same
    journal.write_changes(row, new, by=by, verb=verb, check=lambda: _check(row))
    return row


@transaction.atomic
def renew_purchase[Row: Licence | MaintenanceContract](
    row: Row, values: Mapping[str, Any], *, by: Actor
) -> Row:
    """Let it go on until another day, from the day after its end; what it was is kept, with its price."""
    row = locked(row)
    require(policies.keep_purchases, by, row)
    if reasons := renewal_refusals(row.ends_on, values["ends_on"]):
        raise RuleBroken(reasons)
    assert row.ends_on is not None
    former_term = {name: getattr(row, name) for name in ("starts_on", "ends_on", "price_cents", "is_yearly")}
    whose = {"licence": row, "seats": row.seats} if isinstance(row, Licence) else {"contract": row}
    FormerPeriod.objects.create(school_id=row.school_id, **former_term, **whose)
    term = {"notice_months": row.notice_months, "is_tacit": row.is_tacit}
    new = _dated({**term, **values, "starts_on": row.ends_on + timedelta(days=1)})
    journal.write_changes(row, new, by=by, verb=RENEWED[type(row)], check=lambda: _check(row))
    return row


@transaction.atomic
def let_end[Row: Licence | MaintenanceContract](row: Row, *, by: Actor) -> Row:
    """Let it end without renewal: from now on nobody has to decide about it."""
    row = locked(row)
    require(policies.keep_purchases, by, row)
    if reasons := letting_end_refusals(row.term):
        raise RuleBroken(reasons)
    journal.write_changes(row, {"decide_on": None}, by=by, verb=LET_END[type(row)])
    return row


@transaction.atomic
def remove_purchase(row: Licence | MaintenanceContract, *, by: Actor) -> None:
    """Take away what was written by mistake; refused while seats of it are given."""
    row = locked(row)
    require(policies.keep_purchases, by, row)
    if isinstance(row, Licence) and row.given.exists():
        raise RuleBroken("Des places de cette licence sont données : reprenez-les avant de la supprimer.")
    journal.noted(row, by=by, verb=REMOVED[type(row)], name=row.name)
    row.delete()
