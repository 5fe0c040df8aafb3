"""What the shell of every page needs: who, where, the navigation."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from fanal.accounts.models.member import Member
from fanal.accounts.models.partner import Partner
from fanal.accounts.reading.school_years import PARAMETER, is_by_year, year_query, years_offered
from fanal.accounts.sign_in.demonstration import is_demonstration
from fanal.accounts.sign_in.school_switcher import NAME, other_schools
from fanal.core.pages.navigation import NAVIGATION, PARTNER_NAVIGATION, Item
from fanal.core.pages.page_behind import page_behind
from fanal.core.registry import registered
from fanal.web.navigation import account_items, navigation_of, stranger_items
from fanal.web.search import search_hint


@cache
def this_is_a_demonstration() -> bool:
    # The mark is set when the database is made and never changes while a process lives.
    return is_demonstration()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; all of it may be absent on an error page."""
    member, partner = getattr(request, "member", None), getattr(request, "partner", None)
    context: dict[str, Any] = {"member": member, "partner": partner, "demo": this_is_a_demonstration()}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context | {"navigation": navigation_of(stranger_items(), request.path)}
    context["shortcuts"] = "" if request.user.has_shortcuts else "off"
    if partner is not None:
        return context | _above_schools(request, partner)
    return context | (_in_school(request, member) if member else _in_account(request))


def _in_school(request: HttpRequest, member: Member) -> dict[str, Any]:
    items = [item for make in registered(NAVIGATION) for item in make(member)]
    match = request.resolver_match
    looked_at = request.GET.get(PARAMETER, "") or (match.kwargs.get("year", "") if match else "")

    def query(item: Item) -> str:
        years = item.years(request.today) if looked_at and item.years else []
        return next((year_query(year) for year in years if year.label == looked_at), "")

    return {
        "uai": member.school.uai,
        "school_year": str(request.school_year),
        "years": [year.label for year in years_offered(request.today)]
        if match and is_by_year(match.func)
        else [],
        "navigation": navigation_of(items, request.path, query, shown=page_behind(request)),
        "switchable": other_schools(request, member.school.uai),
        "search_hint": search_hint(member),
    }


def _above_schools(request: HttpRequest, partner: Partner) -> dict[str, Any]:
    items = [item for make in registered(PARTNER_NAVIGATION) for item in make(partner)]
    return {
        "school_year": str(request.school_year),
        "navigation": navigation_of(items, request.path),
        "switchable": other_schools(request, ""),
    }


def _in_account(request: HttpRequest) -> dict[str, Any]:
    """The pages of one's own account stand in no school: their navigation leads back to each."""
    schools = other_schools(request, "")
    items = account_items(schools)
    return {
        "navigation": navigation_of(items, request.path),
        "switchable": schools,
        "my_name": request.session.get(NAME, ""),
    }
