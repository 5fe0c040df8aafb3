"""What becomes of the accounts of a service that is put away: differences are forgotten, counts stay."""

from datetime import date

from fanal.account_lists.models import AccountOwner, Comparison, ExpectedAdmin, Finding
from fanal.accounts.models.member import Actor
from fanal.core.imports.models import Import, ImportLine
from fanal.online_services.models import OnlineService


def forget_accounts(service: OnlineService, today: date, by: Actor) -> None:
    """In the transaction that archives it."""
    for model in (Finding, AccountOwner, ExpectedAdmin):
        model.objects.for_school(service.school_id).filter(service=service).delete()
    _forget_lists(service)


def _forget_lists(service: OnlineService) -> None:
    """Lists whose columns nobody checked."""
    left = Comparison.objects.for_school(service.school_id).filter(service=service, compared_on__isnull=True)
    imports = list(left.values_list("imported_id", flat=True))
    ImportLine.objects.for_school(service.school_id).filter(imported__in=imports).delete()
    left.delete()
    Import.objects.for_school(service.school_id).filter(pk__in=imports).delete()
