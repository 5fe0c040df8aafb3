"""The papers of a batch, as PDF, and its list as a table."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.answers import attached_pdf
from fanal.core.sheets.download import download
from fanal.disposals.models import Disposal
from fanal.disposals.models.item import DisposalItemQuerySet
from fanal.disposals.policies import disposal as policies
from fanal.disposals.reading import papers
from fanal.disposals.reading.listed import about_of, table_of
from fanal.disposals.views.disposal import disposal_or_404
from fanal.disposals.views.items import item_or_404


def _pdf(disposal: Disposal, data: dict[str, Any], name: str) -> HttpResponse:
    made = typeset_whole(papers.TEMPLATE, data)
    return attached_pdf(made, f"{name}-sortie-{disposal.number}-{disposal.school.uai}")


def _names(request: SchoolRequest) -> bool:
    return request.member.partner is None


def _leaving(disposal: Disposal) -> DisposalItemQuerySet:
    rows: DisposalItemQuerySet = disposal.items.leaving().with_machine().select_related("wiped_by")
    return rows


@require_safe
def list_file(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    return _pdf(found, papers.list_paper(found, for_board=False, today=request.today), "liste")


@require_safe
def board_file(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    return _pdf(found, papers.list_paper(found, for_board=True, today=request.today), "liste-conseil")


@require_safe
def list_table(request: SchoolRequest, uai: str, disposal: int, form: str) -> HttpResponseBase:
    found = disposal_or_404(request, disposal)
    headers, rows = table_of(found)
    name = f"liste-sortie-{found.number}-{uai}"
    about = about_of(found, request.member.school)
    return download(form, headers, rows, name=name, title="Sortie d’inventaire", about=about)


@require_safe
def wiping_file(request: SchoolRequest, uai: str, disposal: int) -> HttpResponse:
    found = disposal_or_404(request, disposal)
    return _pdf(
        found,
        papers.wiping_paper(found, _leaving(found), names_people=_names(request), today=request.today),
        "effacement",
    )


@require_safe
def item_wiping_file(request: SchoolRequest, uai: str, disposal_item: int) -> HttpResponse:
    item = item_or_404(request, disposal_item)
    name = f"effacement-{item.equipment.number}"
    return _pdf(
        item.disposal,
        papers.wiping_paper(item.disposal, [item], names_people=_names(request), today=request.today),
        name,
    )


@require_safe
def loss_file(request: SchoolRequest, uai: str, disposal_item: int) -> HttpResponse:
    """For those who keep the inventory: circumstances, complaint and insurer go no further."""
    require(policies.prepare_disposal, request.actor, None)
    item = item_or_404(request, disposal_item)
    name = f"declaration-{item.equipment.number}"
    return _pdf(item.disposal, papers.loss_paper(item.disposal, item, request.today), name)


@require_safe
def slip_file(request: SchoolRequest, uai: str, disposal: int, destination: str) -> HttpResponse:
    """What is handed over; `destination`: a word of `SLIPS`."""
    found = disposal_or_404(request, disposal)
    if destination not in papers.SLIPS:
        raise Http404
    to = papers.SLIPS[destination]
    return _pdf(found, papers.slip_paper(found, list(_leaving(found)), to, request.today), destination)
