"""What ends in the next twelve months, and the machines whose warranty ends in one of them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.supplies.policies import purchase as policies
from fanal.supplies.reading.endings import (
    MonthOfEndings,
    PurchaseEnding,
    endings_of,
    late_of,
    warranties_ending,
)
from fanal.supplies.rules.purchase import month_of


@dataclass(frozen=True, kw_only=True)
class EndingList(Page):
    template = "supplies/ending_list.html"

    months: list[MonthOfEndings]
    late: list[PurchaseEnding]
    is_quiet: bool


@dataclass(frozen=True, kw_only=True)
class WarrantyList(Page):
    template = "supplies/warranty_list.html"

    month: MonthOfEndings
    page: Paged


@require_safe
def ending_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_purchases, request.actor, None)
    months = endings_of(request.member, request.today)
    late = late_of(request.member, request.today)
    is_quiet = not late and all(month.is_quiet for month in months)
    return render(request, EndingList(months=months, late=late, is_quiet=is_quiet))


@require_safe
def warranty_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """The machines of one month, « ?mois=2027-03 »; of this one for any other word."""
    require(policies.read_purchases, request.actor, None)
    first = month_of(request.GET.get("mois", ""), request.today)
    rows = warranties_ending(request.member, first, request.today).select_related("type", "room")
    return render(request, WarrantyList(month=MonthOfEndings(first), page=paginate(request, rows)))
