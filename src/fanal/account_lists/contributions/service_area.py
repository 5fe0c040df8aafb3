"""What the accounts bring to the services: their columns in the list, the accounts of one on its page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fanal.account_lists.actions.findings import settle_explained
from fanal.account_lists.actions.forgetting import forget_accounts
from fanal.account_lists.models import ExpectedAdmin
from fanal.account_lists.policies import accounts as policies
from fanal.account_lists.reading.comparisons import account_panel, say_accounts
from fanal.accounts.models.member import Member
from fanal.accounts.policies.rights import annotate_permissions
from fanal.core.pages.panels import PANEL, Panel
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.online_services.policies.register import read_services
from fanal.online_services.reading.areas import SERVICE_AREA, ServiceArea


def describe(services: Sequence[Any], member: Member, now: datetime) -> None:
    if read_services(member.actor, None):
        say_accounts(services, member.school, now.astimezone(member.school.zone_info).date())


register(SERVICE_AREA, "account_lists")(
    ServiceArea(end=forget_accounts, administered=settle_explained, describe=describe)
)


@register(PANEL, "account_lists")
def accounts_of_service(member: Member, thing: object) -> Panel | None:
    """Three queries."""
    if not isinstance(thing, OnlineService) or not read_services(member.actor, None):
        return None
    admins = ExpectedAdmin.objects.for_school(thing.school_id).filter(service=thing)
    rights = (policies.compare_accounts, policies.print_login_cards, policies.expect_admin)
    annotate_permissions([thing], *rights, to=member.actor)
    context = {
        "service": thing,
        "accounts": account_panel(thing),
        "admins": [row.person for row in admins.select_related("person").order_by("person__family_name")],
    }
    return Panel("Comptes", "account_lists/accounts_panel.html", context)
