"""Preparing an act: written, sent to the head's parapheur, taken back, renewed in June."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.reading.act import snapshot_of, whole_fingerprint
from fanal.designations.rules import designations as rules
from fanal.designations.rules import drafting

SERIES = "designation"
LISTS = {"operations": "Opérations permises", "excluded": "Opérations exclues", "duties": "Obligations"}
RENEWED_WITHIN = timedelta(days=150)  # from May on, those that end on 30 September


@transaction.atomic
def write_designation(
    school: School, act: Designation | None, values: Mapping[str, Any], *, today: date, by: Actor
) -> Designation:
    """Prepare an act (None) or change its draft; `values` are the fields `Designation.WRITTEN`."""
    if act is not None:
        act = Designation.objects.for_school(school).locked(act.pk)
    require(policies.prepare_designation, by, act)
    filled = _filled(act, values)
    if act is None:
        School.objects.held(school.pk)  # two presses at the same second make one draft
        act = Designation(school=school, prepared_by_id=by.person_id, **filled)
        _refuse_twin(act)
        refuse(act, today)
        act.number = next_number(school.pk, SERIES)
        act.save(force_insert=True)
        journal.created(act, by=by, verb="online_services.act_prepared")
        return act
    check = partial(refuse, act, today)
    journal.write_changes(act, filled, by=by, verb="online_services.act_changed", check=check)
    return act


def _filled(act: Designation | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is written: a service opens nothing in Fanal, and the rights of Fanal are said in its words."""
    filled = {name: values[name] for name in Designation.WRITTEN if name in values}
    if filled.get("service", act and act.service) is not None:
        return filled | {"rights": []}
    rights = filled.get("rights", act.rights if act else [])
    return filled | {"operations": [Delegated(code).label for code in rights if code in Delegated.values]}


def refuse(act: Designation, today: date) -> None:
    """Raise what forbids this act, as it is written, on that day."""
    held = roles_of(act.delegate, max(today, act.starts_on))
    draft = drafting.ActDraft(
        nature=act.nature,
        operations=act.operations,
        starts_on=act.starts_on,
        ends_on=act.ends_on,
        today=today,
        delegate_roles=held,
        is_delegate_here=act.delegate.left_on is None,
        is_delegate_head=Role.HEAD in held,
        is_substitute_delegate=act.substitute_id == act.delegate_id,
        is_private=act.school.status == School.Status.PRIVATE,
    )
    reasons = drafting.refusals(draft)
    if act.service is not None and act.service.archived_on is not None:
        reasons.append(f"« {act.service} » est archivé : il n’y a plus rien à y administrer.")
    for name, label in LISTS.items():
        reasons += drafting.lines_refusals(label, getattr(act, name))
    if reasons:
        raise RuleBroken(reasons)


def _refuse_twin(act: Designation) -> None:
    """The same person, for the same thing, is not prepared twice (one went back, or two people do it)."""
    rows = Designation.objects.for_school(act.school_id).exclude(step=Designation.Step.SIGNED)
    twin = rows.filter(delegate=act.delegate, service=act.service, nature=act.nature).first()
    if twin is not None:
        where = "au parapheur" if twin.step == Designation.Step.AWAITING else "en projet"
        raise RuleBroken(f"L’acte n° {twin.number} est déjà {where} pour cette personne : reprenez celui-là.")


@transaction.atomic
def send_to_sign(act: Designation, *, today: date, by: Actor) -> Designation:
    """Into the parapheur: from now on it reads as it will be signed."""
    act = Designation.objects.for_school(act.school_id).with_names().locked(act.pk)
    if act.step == Designation.Step.AWAITING:
        return act
    require(policies.prepare_designation, by, act)
    refuse(act, today)
    with journal.change(act, by=by, verb="online_services.act_sent"):
        act.step, act.refusal, act.content = Designation.Step.AWAITING, "", snapshot_of(act)
        act.fingerprint = ""
        act.fingerprint = whole_fingerprint(act)
        act.save(update_fields=["step", "refusal", "content", "fingerprint"])
    return act


@transaction.atomic
def take_back(act: Designation, *, by: Actor) -> Designation:
    """A draft again: what was validated or printed meanwhile counts for nothing."""
    act = Designation.objects.for_school(act.school_id).locked(act.pk)
    require(policies.take_back_designation, by, act)
    journal.write_changes(act, Designation.AS_DRAFT, by=by, verb="online_services.act_taken_back")
    return act


@transaction.atomic
def drop_draft(act: Designation, *, by: Actor) -> None:
    """What was never to be signed leaves nothing but its line in the journal."""
    act = Designation.objects.for_school(act.school_id).locked(act.pk)
    require(policies.prepare_designation, by, act)
    journal.noted(act, by=by, verb="online_services.act_dropped", number=act.number)
    act.delete()


@transaction.atomic
def prepare_renewals(school: School, *, today: date, by: Actor) -> int:
    """A draft after each act that ends before next October and has none yet; returns how many.

    The night prepares each once: a draft that somebody gave up does not come back by itself.
    """
    require(policies.prepare_designation, by, None)
    School.objects.held(school.pk)
    rows = Designation.objects.for_school(school).in_force(today).without_next().with_names()
    made = 0
    for act in rows.filter(ends_on__lte=today + RENEWED_WITHIN, delegate__left_on__isnull=True):
        was_dropped = act.renewal_prepared_on is not None and by.has(System.SCHEDULE)
        if was_dropped or (act.service and act.service.archived_on):
            continue
        _follow(act, *rules.renewal_period(act.ends_on), today=today, by=by)
        made += 1
    return made


def _follow(act: Designation, starts_on: date, ends_on: date, *, today: date, by: Actor) -> None:
    """Write the draft that follows this act, with what it said."""
    act.renewal_prepared_on = today
    act.save(update_fields=["renewal_prepared_on"])
    next_one = Designation(
        school=act.school, prepared_by_id=by.person_id, renews=act, **act.fields_for_renewal()
    )
    next_one.starts_on, next_one.ends_on = starts_on, ends_on
    next_one.number = next_number(act.school_id, SERIES)
    next_one.save(force_insert=True)
    journal.created(next_one, by=by, verb="online_services.act_renewed")


def prepare_again(act: Designation, *, today: date, by: Actor) -> None:
    """Propose the act that another head signs, once a delegation of signature lapsed.

    Nothing where one is prepared. Whoever held it is still here and may hold it; the text is the same, from
    today to its last day.
    """
    require(policies.prepare_designation, by, None)
    unsigned = Designation.objects.for_school(act.school_id).exclude(step=Designation.Step.SIGNED)
    is_there = unsigned.filter(delegate=act.delegate, service=act.service, nature=act.nature).exists()
    is_put_away = act.service is not None and act.service.archived_on is not None
    if hasattr(act, "renewed_by") or is_there or is_put_away:
        return
    if act.has_function and act.delegate.left_on is None:
        _follow(act, max(today, act.starts_on), act.ends_on, today=today, by=by)
