"""Whether a request is read beside the list, and the line of that list to draw again after a gesture."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

from fanal.helpdesk.listing import say_lines
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.second_life import say_steps

PANE = "section#pane"


def is_beside_list(request: HttpRequest) -> bool:
    """htmx says from which page it asks: the list shows a request in its pane."""
    if not request.htmx:
        return False
    return urlsplit(request.htmx.current_url or "").path == reverse(
        "helpdesk:request_list", args=[request.member.school.uai]
    )


def is_gesture(request: HttpRequest) -> bool:
    """A button was pressed, or htmx follows where a button led: opening alone asks for the pane by GET."""
    return request.method == "POST" or request.htmx.target != PANE


def row_of(found: HelpRequest, request: HttpRequest) -> HelpRequest:
    """The same request as its line of the list says it."""
    found.room_name, found.who = found.room, found.requester.polite_name
    say_steps([found], request.member, today=request.today)
    say_lines([found])
    return found
