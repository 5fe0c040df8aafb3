"""Keeping the register: from a model, a colleague's declaration or nothing; the head validates."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.privacy.models import Processing, ProcessingPart, ProcessingVersion
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading.models import models
from fanal.privacy.reading.register import sections_of
from fanal.privacy.rules import declaration as declarations
from fanal.privacy.rules import register
from fanal.privacy.rules.codes import ProcessingPartKind, ProcessingState
from fanal.privacy.rules.declaration import ToolDeclaration
from fanal.privacy.rules.parts import refusals as part_refusals

SERIES = "processing"


type Parts = Mapping[ProcessingPartKind, list[tuple[str, str]]]  # the lines of each kind of part


@transaction.atomic
def write_processing(
    school: School,
    processing: Processing | None,
    values: Mapping[str, Any],
    parts: Parts,
    *,
    today: date,
    by: Actor,
) -> Processing:
    """Add a sheet (`processing` is None) or change it. The register keeps its last version."""
    if processing is not None:
        processing = Processing.objects.for_school(school).locked(processing.pk)
    require(policies.write_processing, by, processing)
    _refuse_parts(parts)
    if processing is None:
        processing = Processing(school=school, number=next_number(school.pk, SERIES), made_on=today)
        _set(processing, values, today)
        processing.save(force_insert=True)
        _write_parts(processing, parts, by=by)
        _refuse(processing)
        journal.created(processing, by=by, verb="privacy.processing_added")
        return processing
    with journal.change(processing, by=by, verb="privacy.processing_changed"):
        _set(processing, values, today)
        processing.save()
        _write_parts(processing, parts, by=by)
        _refuse(processing)
    return processing


def _set(processing: Processing, values: Mapping[str, Any], today: date) -> None:
    for name, value in journal.differences(processing, values).items():
        setattr(processing, name, value)
    processing.changed_on, processing.has_changed = today, True
    if processing.state == ProcessingState.DECLARED:
        processing.state = ProcessingState.DRAFT


def _refuse_parts(given: Parts) -> None:
    if reasons := [reason for kind, pairs in given.items() for reason in part_refusals(kind, pairs)]:
        raise RuleBroken(reasons)


def _refuse(processing: Processing) -> None:
    if reasons := register.refusals(processing.sheet):
        raise RuleBroken(reasons)


def _write_parts(processing: Processing, given: Parts, *, by: Actor) -> None:
    """The journal tells the lines that changed, so that a sheet can be read between two versions too."""
    before = _lines(processing)
    _replace_parts(processing, given)
    after = _lines(processing)
    changed = [kind for kind in ProcessingPartKind if before.get(kind, []) != after.get(kind, [])]
    if changed:
        journal.noted(
            processing,
            by=by,
            verb="privacy.parts_changed",
            before={kind.label: before.get(kind, []) for kind in changed},
            after={kind.label: after.get(kind, []) for kind in changed},
        )


def _lines(processing: Processing) -> dict[str, list[str]]:
    rows = ProcessingPart.objects.for_school(processing.school_id).filter(processing=processing)
    by_kind: dict[str, list[str]] = {}
    for part in rows.order_by("pk"):
        by_kind.setdefault(part.kind, []).append(str(part))
    return by_kind


def _replace_parts(processing: Processing, given: Parts) -> None:
    rows = ProcessingPart.objects.for_school(processing.school_id).filter(processing=processing)
    rows.filter(kind__in=list(given)).delete()
    ProcessingPart.objects.bulk_create(
        ProcessingPart(
            school_id=processing.school_id, processing=processing, kind=kind, what=what, detail=detail
        )
        for kind, pairs in given.items()
        for what, detail in pairs
    )


@transaction.atomic
def add_models(school: School, codes: Collection[str], *, today: date, by: Actor) -> int:
    """Start a sheet from each of these models that has none yet; returns how many."""
    require(policies.write_processing, by, None)
    School.objects.held(school.pk)
    rows = Processing.objects.for_school(school).going_on()
    has = set(rows.values_list("model_code", flat=True))
    chosen = [model for model in models() if model.code in codes and model.code not in has]
    for model in chosen:
        fields = {
            "name": model.name,
            "model_code": model.code,
            "tool": model.tool,
            "purposes": model.purposes,
            "people": list(model.people),
            "data_kinds": list(model.data),
            "data_words": model.data_words,
            "sensitive": list(model.sensitive),
            "controller": model.controller,
            "controller_name": model.controller_name,
        }
        recipients = {
            ProcessingPartKind.INSIDE: [(who, "") for who in model.inside],
            ProcessingPartKind.OUTSIDE: list(model.outside),
        }
        write_processing(school, None, fields, recipients, today=today, by=by)
    return len(chosen)


@transaction.atomic
def declare_use(school: School, declaration: ToolDeclaration, *, today: date, by: Actor) -> Processing:
    """A colleague says what they use: it waits in the list until somebody looks at it."""
    require(policies.declare_use, by, None)
    if reasons := declarations.refusals(declaration):
        raise RuleBroken(reasons)
    accounts = "avec un compte par personne" if declaration.has_accounts else "sans compte nominatif"
    made = Processing.objects.create(
        school=school,
        number=next_number(school.pk, SERIES),
        name=declaration.name.strip(),
        tool=declaration.name.strip(),
        state=ProcessingState.DECLARED,
        purposes=declaration.purpose.strip(),
        people=list(declaration.people),
        data_kinds=list(declaration.data),
        data_words=f"Usage {accounts}.",
        declared_by_id=by.person_id,
        made_on=today,
        changed_on=today,
    )
    journal.created(made, by=by, verb="privacy.use_declared")
    return made


@transaction.atomic
def validate_processing(
    processing: Processing, *, head: str, today: date, now: datetime, by: Actor
) -> ProcessingVersion:
    """Put the sheet in the register as it reads now: a version that nothing changes any more.

    Pressed twice, it is the same version. What the head makes public is in the version too.
    """
    processing = Processing.objects.for_school(processing.school_id).locked(processing.pk)
    require(policies.validate_processing, by, processing)
    versions = ProcessingVersion.objects.for_school(processing.school_id).filter(processing=processing)
    if processing.state == ProcessingState.KEPT and not processing.has_changed:
        return versions.get(number=processing.version)
    if reasons := register.entry_refusals(processing.sheet):
        raise RuleBroken(reasons)
    with journal.change(processing, by=by, verb="privacy.processing_validated"):
        processing.state, processing.has_changed = ProcessingState.KEPT, False
        processing.version += 1
        processing.changed_on = today
        processing.save(update_fields=["state", "has_changed", "version", "changed_on"])
    sections = [[section.heading, section.lines] for section in sections_of(processing, head=head)]
    return ProcessingVersion.objects.create(
        school_id=processing.school_id,
        processing=processing,
        number=processing.version,
        content={"name": processing.name, "sheet": sections, "is_public": processing.is_public},
        validated_by_id=by.person_id,
        validated_at=now,
    )


@transaction.atomic
def end_processing(processing: Processing, *, today: date, by: Actor) -> None:
    """The school no longer does this: the sheet stays readable, out of the register."""
    processing = Processing.objects.for_school(processing.school_id).locked(processing.pk)
    require(policies.validate_processing, by, processing)
    with journal.change(processing, by=by, verb="privacy.processing_ended"):
        processing.state, processing.ended_on, processing.changed_on = ProcessingState.ENDED, today, today
        processing.save(update_fields=["state", "ended_on", "changed_on"])
