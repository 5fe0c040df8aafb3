"""The list of services: add, change, put away. What other areas keep of a service begins and ends with it."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.text.words import fold
from fanal.online_services.actions.processing import begin_processing
from fanal.online_services.models import OnlineService
from fanal.online_services.policies import register as policies
from fanal.online_services.reading.areas import areas
from fanal.online_services.rules.catalogue import USUAL
from fanal.online_services.rules.register import duty_refusals, end_refusals


def _refuse(service: OnlineService) -> None:
    if reasons := duty_refusals(service.duties):
        raise RuleBroken(reasons)
    others = OnlineService.objects.for_school(service.school_id).in_use().exclude(pk=service.pk)
    if fold(service.name) in {fold(name) for name in others.values_list("name", flat=True)}:
        raise RuleBroken(f"« {service.name} » est déjà dans la liste.")


def _lock_list(school_id: int) -> None:
    """Two people may add the same service at the same second: the school's row decides who is first."""
    School.objects.held(school_id)


@transaction.atomic
def add_service(school: School, *, today: date, by: Actor, **values: object) -> OnlineService:
    """`values` are the fields of the form. Its sheet in the register and its act begin with it."""
    require(policies.keep_services, by, None)
    _lock_list(school.pk)
    made = OnlineService(school=school, **values)
    made.name = made.name.strip()
    _refuse(made)
    made.save(force_insert=True)
    journal.created(made, by=by, verb="online_services.added")
    begin_processing(made, today=today, by=by)
    for area in areas():
        if area.begin:
            area.begin(made, today, by)
    made.refresh_from_db()
    return made


@transaction.atomic
def add_usual_services(school: School, codes: Collection[str], *, today: date, by: Actor) -> int:
    """Add those of the usual services that are chosen and missing; returns how many."""
    require(policies.keep_services, by, None)
    _lock_list(school.pk)
    rows = OnlineService.objects.for_school(school).in_use()
    names = {fold(name) for name in rows.values_list("name", flat=True)}
    chosen = [usual for usual in USUAL if usual.code in codes and fold(usual.name) not in names]
    for usual in chosen:
        add_service(
            school,
            today=today,
            by=by,
            name=usual.name,
            kind=usual.kind,
            holders=usual.holders,
            owner=usual.owner,
            provider=usual.provider,
            role=usual.role,
            duties="\n".join(usual.duties),
        )
    return len(chosen)


@transaction.atomic
def change_service(service: OnlineService, /, *, by: Actor, **values: object) -> OnlineService:
    _lock_list(service.school_id)
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.keep_services, by, service)
    verb = "online_services.changed"
    journal.write_changes(service, values, by=by, verb=verb, check=lambda: _refuse(service))
    return service


@transaction.atomic
def write_contract(service: OnlineService, /, *, today: date, by: Actor, **values: object) -> OnlineService:
    """Its reference, until when, what it costs a year and who pays."""
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.write_contract, by, service)

    def check() -> None:
        if reasons := end_refusals(service.contract_ends_on, today):
            raise RuleBroken(reasons)

    journal.write_changes(service, values, by=by, verb="online_services.contract_written", check=check)
    return service


@transaction.atomic
def archive_service(service: OnlineService, *, today: date, by: Actor) -> None:
    """Put away a service that is no longer used; refused while an act is in force or waits to be signed."""
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.keep_services, by, service)
    for area in areas():
        if area.end:
            area.end(service, today, by)
    journal.write_changes(service, {"archived_on": today}, by=by, verb="online_services.archived")
