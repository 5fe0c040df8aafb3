"""The agenda of a meeting: a point proposed, moved up, withdrawn."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.commission.actions import meeting as actions
from fanal.commission.forms.meeting import AgendaItemForm, MeetingForms
from fanal.commission.models import AgendaItem, Meeting
from fanal.commission.policies import meeting as policies
from fanal.commission.views.meeting_page import MEETINGS, show_again
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import form_page


def item_of(meeting: Meeting, pk: int) -> AgendaItem:
    """A point of this meeting; Http404 when it has none of that key."""
    rows = AgendaItem.objects.for_school(meeting.school_id).filter(meeting=meeting)
    item: AgendaItem = get_or_404(rows.select_related("minutes_by"), pk=pk)
    item.meeting = meeting
    return item


@require_POST
def item_propose(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    meeting = MEETINGS.one(request, number)
    form = AgendaItemForm(request.POST, school=request.member.school)
    return form_page(
        request,
        form,
        lambda values: actions.propose_item(meeting, values, by=request.actor),
        success="",
        next_page=MEETINGS.page_of(request, meeting),
        require=lambda: require(policies.propose_item, request.actor, meeting),
        show=lambda reasons: show_again(request, meeting, reasons, MeetingForms(item=form)),
    )


item_raise = MEETINGS.button(
    lambda request, meeting, keys: actions.raise_item(item_of(meeting, keys["agenda_item"]), by=request.actor)
)
item_withdraw = MEETINGS.button(
    lambda request, meeting, keys: actions.withdraw_item(
        item_of(meeting, keys["agenda_item"]), by=request.actor
    ),
    success="Ce point n’est plus à l’ordre du jour.",
)
