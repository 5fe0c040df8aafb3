"""May a school name another authority while it waits for this one? Not before each request has its answer."""

from django.db.models import Q

from fanal.accounts.models import School
from fanal.core.registry import KEEPS_AUTHORITY, register
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.helpdesk.rules.wording import still_awaited


@register(KEEPS_AUTHORITY)
def awaited_requests(school: School) -> list[str]:
    """One sentence with their numbers, as long as some wait. Needs the school's scope."""
    sent = Transmission.objects.for_school(school).pending().filter(authority=school.authority_id)
    waiting = Q(waiting_for=WaitingFor.AUTHORITY) | Q(pk__in=sent.values("help_request"))
    rows = HelpRequest.objects.for_school(school).open().filter(waiting).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    return [still_awaited(numbers, authority_name(school))] if numbers else []
