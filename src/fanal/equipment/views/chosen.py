"""The machines chosen in the list: where one comes from, and what is said once something was done to them."""

from collections.abc import Sequence

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import UNPROCESSABLE, query_of, remember_answer
from fanal.core.pages.page import render
from fanal.core.text.words import number_of
from fanal.equipment.actions.bulk import BulkOutcome
from fanal.equipment.rules.listing import read_filter
from fanal.equipment.views.moving_back import SeveralRefusedPage, offer_to_move_back


def list_filter(request: SchoolRequest) -> QueryDict:
    """The filter of the list that one comes from."""
    return query_of(request.POST.get("retour", ""))


def list_address(request: SchoolRequest) -> str:
    """Where one comes from: the same filter, the same page of it."""
    shown = list_filter(request)
    query, page = read_filter(shown).query, number_of(shown.get("page", ""))
    address = f"{reverse('equipment:equipment_list', args=[request.member.school.uai])}?{query}"
    return f"{address}&page={page}" if page else address


def refused(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    page = SeveralRefusedPage(reasons=reasons, back=list_address(request))
    return render(request, page, status=UNPROCESSABLE)


def after_several(
    request: SchoolRequest, outcome: BulkOutcome, done: str, then: Sequence[str] = ()
) -> HttpResponse:
    """Say what was done, with « Annuler »; where some were refused, on the page that names them."""
    address = list_address(request)
    if outcome.done:
        offer_to_move_back(request, " ".join([f"{done}.", *then]), outcome.moves, then=address)
    answer = remember_answer(request, address)
    if not outcome.refused:
        return answer
    return render(request, SeveralRefusedPage(outcome=outcome, back=address))
