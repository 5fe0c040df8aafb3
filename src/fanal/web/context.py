"""What the shell of every page needs: who, where, the navigation."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from fanal.accounts.rules.years import year_of
from fanal.accounts.sign_in import is_demonstration
from fanal.core.registry import NAVIGATION, offered
from fanal.web.navigation import groups_for, phone_bar


@cache
def this_is_a_demonstration() -> bool:
    # The mark is set when the database is made and never changes while a process lives.
    return is_demonstration()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; all of it may be absent on an error page."""
    member = getattr(request, "member", None)
    shown: dict[str, Any] = {"member": member, "demo": this_is_a_demonstration()}
    if member is None:
        return shown
    items = [item for make in offered(NAVIGATION) for item in make(member)]
    here = request.path
    return shown | {
        "uai": member.school.uai,
        "school_year": str(year_of(request.today)),
        "navigation": groups_for(items, here),
        "shortcuts_bar": phone_bar(items, here),
    }
