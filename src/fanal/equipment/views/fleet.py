"""The fleet and its value: read by whoever answers for it, each number leading to its list, and its paper."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.charts import Chart
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.answers import attached_pdf
from fanal.core.pages.page import Page, render
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.fleet import Fleet, FleetTable
from fanal.equipment.reading.fleet_paper import fleet_paper

PAPER = Path(__file__).parents[1] / "documents" / "fleet.typ"


@dataclass(frozen=True, kw_only=True)
class SchoolFleetPage(Page):
    """`unpriced`, `undated`: how many have no price, and no day of purchase."""

    template = "equipment/fleet.html"

    figures: list[tuple[str, str, str, str]]
    parts: list[FleetTable]
    charts: list[Chart]
    unpriced: int
    undated: int
    school: School


@require_safe
def fleet_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_fleet, request.actor, None)
    fleet = Fleet(request.member, request.today)
    annotate_permissions([request.member.school], policies.manage_types, to=request.actor)
    page = SchoolFleetPage(
        figures=fleet.figures,
        parts=fleet.parts,
        charts=fleet.charts,
        unpriced=fleet.total().unpriced,
        undated=fleet.undated,
        school=request.member.school,
    )
    return render(request, page)


@require_safe
def fleet_file(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_fleet, request.actor, None)
    data = fleet_paper(Fleet(request.member, request.today), request.member.school)
    return attached_pdf(typeset_whole(PAPER, data), f"bilan-du-parc-{request.today}-{uai}")
