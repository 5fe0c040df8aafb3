"""The fleet and its value: read by whoever answers for it, each number leading to its list, and its paper."""

from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http import attached_pdf, render_page
from fanal.core.paper import typeset_whole
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.fleet import Fleet
from fanal.equipment.reading.fleet_paper import fleet_paper

PAPER = Path(__file__).parents[1] / "documents" / "fleet.typ"


@require_safe
def fleet_page(request: SchoolRequest, uai: str) -> HttpResponse:
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


@require_safe
def fleet_file(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_fleet, request.actor, None)
    data = fleet_paper(Fleet(request.member, request.today), request.member.school)
    return attached_pdf(typeset_whole(PAPER, data), f"bilan-du-parc-{request.today}-{uai}")
