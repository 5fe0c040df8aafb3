"""The agenda of a meeting: a point proposed, moved up, withdrawn."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.commission.actions import meeting as actions
from fanal.commission.forms.meeting import AgendaItemForm
from fanal.commission.models import AgendaItem
from fanal.commission.policies import meeting as policies
from fanal.commission.views.shown import meeting_or_404, meeting_url, show_meeting
from fanal.core.form_page import button_page, form_page
from fanal.core.http import get_or_404


def item_or_404(request: SchoolRequest, number: int, pk: int) -> AgendaItem:
    """A point of a meeting that the reader may see."""
    meeting = meeting_or_404(request, number)
    rows = AgendaItem.objects.for_school(meeting.school_id).filter(meeting=meeting)
    item: AgendaItem = get_or_404(rows.select_related("minutes_by"), pk=pk)
    item.meeting = meeting
    return item


@require_POST
def item_propose(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = meeting_or_404(request, number)
    form = AgendaItemForm(request.POST, school=request.member.school)
    return form_page(
        request,
        form,
        lambda values: actions.propose_item(meeting, values, by=request.actor),
        success="",
        next_page=meeting_url(uai, number),
        require=lambda: require(policies.propose_item, request.actor, meeting),
        show=lambda reasons: show_meeting(request, meeting_or_404(request, number), reasons, item_form=form),
    )


@require_POST
def item_raise(request: SchoolRequest, uai: str, number: int, agenda_item: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.raise_item(item_or_404(request, number, agenda_item), by=request.actor),
        success="",
        next_page=meeting_url(uai, number),
    )


@require_POST
def item_withdraw(request: SchoolRequest, uai: str, number: int, agenda_item: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.withdraw_item(item_or_404(request, number, agenda_item), by=request.actor),
        success="Ce point n’est plus à l’ordre du jour.",
        next_page=meeting_url(uai, number),
    )
