"""Every service has a sheet in the register of processing: begun with it, or that of its kind."""

from datetime import date

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.online_services.models import OnlineService
from fanal.online_services.policies import register as policies
from fanal.online_services.rules.catalogue import sheet_of
from fanal.privacy.actions.register import add_models, write_processing
from fanal.privacy.models import Processing


@transaction.atomic
def begin_processing(service: OnlineService, *, today: date, by: Actor) -> Processing:
    """The sheet of this service; that of its kind when the register has one already."""
    # The school first, as whoever changes a service: two would wait for each other.
    School.objects.held(service.school_id)
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.keep_services, by, service)
    if service.processing is not None:
        return service.processing
    with journal.change(service, by=by, verb="online_services.processing_begun"):
        service.processing = _of_its_kind(service, today, by) or _its_own(service, today, by)
        service.save(update_fields=["processing"])
    return service.processing


def _of_its_kind(service: OnlineService, today: date, by: Actor) -> Processing | None:
    code = sheet_of(service.name, service.kind)
    if code is None:
        return None
    add_models(service.school, [code], today=today, by=by)
    rows = Processing.objects.for_school(service.school_id).going_on()
    return rows.filter(model_code=code).order_by("pk").first()


def _its_own(service: OnlineService, today: date, by: Actor) -> Processing:
    fields = {"name": service.name, "tool": service.name}
    return write_processing(service.school, None, fields, {}, today=today, by=by)
