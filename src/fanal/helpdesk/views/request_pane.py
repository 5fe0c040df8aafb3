"""Whether a request is read beside the list, and what of that list to draw again after a press."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import TEAM
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import PARAMETER
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.escalation import say_steps
from fanal.helpdesk.reading.request import COUNTED, known_view
from fanal.helpdesk.reading.request_list import is_grouped, open_counts, say_lines

PANE = "section#pane"
IN_NAVIGATION = "counted-in-navigation"


def _asked_from(request: SchoolRequest) -> SplitResult:
    """The page that htmx says it asks from; an address that is none is nowhere."""
    try:
        return urlsplit(request.htmx.current_url or "")
    except ValueError:
        return urlsplit("")


def is_beside_list(request: SchoolRequest) -> bool:
    """htmx says from which page it asks: the list shows a request in its pane."""
    if not request.htmx:
        return False
    return _asked_from(request).path == reverse("helpdesk:request_list", args=[request.member.school.uai])


def is_press(request: SchoolRequest) -> bool:
    """A button was pressed, or htmx follows where a button led: opening alone asks for the pane by GET."""
    return request.method == "POST" or request.htmx.target != PANE


def lines_of(requests: Sequence[HelpRequest], request: SchoolRequest) -> Sequence[HelpRequest]:
    """The same requests as their lines of the list say them."""
    lines: Sequence[Any] = requests
    view = known_view(parse_qs(_asked_from(request).query).get("vue", [""])[0])
    for line in lines:
        line.room_name, line.who = line.room, line.requester.polite_name
    say_steps(requests, request.member, today=request.today)
    say_lines(requests, is_grouped=is_grouped(request.member, view))
    return requests


def counts_of(request: SchoolRequest) -> list[tuple[str, int | str]]:
    """What the tabs and the navigation say now: (id of the element, what it says)."""
    counts = open_counts(request.member, timezone.now(), timezone.localdate())
    said: list[tuple[str, int | str]] = []
    if request.member.has(*TEAM):
        said.append((IN_NAVIGATION, counts["to_handle"] or ""))
    if PARAMETER not in parse_qs(_asked_from(request).query):  # a year is not counted
        said += [(COUNTED[""], counts["to_handle"]), (COUNTED["attente"], counts["waiting"])]
        said += [(COUNTED["retard"], counts["late"])]
    return said
