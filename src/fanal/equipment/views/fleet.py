"""The fleet and its value: read by whoever answers for it, each number leading to its list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.core.http import render_page
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.fleet import Fleet


@require_safe
def fleet_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_fleet, request.actor, None)
    fleet = Fleet(request.member, request.today)
    context = {
        "figures": fleet.figures,
        "parts": fleet.parts,
        "charts": fleet.charts,
        "unpriced": fleet.total().unpriced,
        "undated": fleet.undated,
        "can_set_lives": policies.manage_types(request.actor, None),
    }
    return render_page(request, "equipment/fleet.html", context)
