"""Who is expected to be an administrator of a service: the management says it."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from fanal.account_lists.actions.findings import settle_explained
from fanal.account_lists.models import ExpectedAdmin
from fanal.account_lists.policies import accounts as policies
from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.online_services.models import OnlineService


@transaction.atomic
def expect_admins(
    service: OnlineService, people: Collection[Person], *, today: date, by: Actor
) -> OnlineService:
    """These people, and no other, are expected to be administrators: their open lines are settled at once."""
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.expect_admin, by, service)
    rows = ExpectedAdmin.objects.for_school(service.school_id).filter(service=service)
    before = set(rows.values_list("person_id", flat=True))
    after = {person.pk for person in people}
    if before == after:
        return service
    rows.filter(person__in=before - after).delete()
    for pk in sorted(after - before):
        ExpectedAdmin.objects.create(
            school_id=service.school_id, service=service, person_id=pk, marked_on=today
        )
    settle_explained(service, after)
    journal.noted(
        service, by=by, verb="online_services.admins_expected", people=sorted(after), before=sorted(before)
    )
    return service
