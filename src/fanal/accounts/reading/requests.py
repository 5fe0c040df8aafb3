"""What the middleware says of a request: who asks, in which school, what day and which year it is there."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from fanal.accounts.models.member import Actor, Member
from fanal.accounts.models.partner import Partner
from fanal.accounts.reading.school_years import ShownYear
from fanal.core.errors import RuleBroken


class SchoolRequest(HttpRequest):
    """For a page of a school, by a member; `bearer` is the token of a program."""

    member: Member
    actor: Actor
    today: date
    school_year: ShownYear
    bearer: Any  # sign_in.token_auth.Bearer
    htmx: HtmxDetails


class FileRequest(SchoolRequest):
    """With a file read before the transaction opened (`views.access.reads_first`), or why it was not."""

    file_content: Any
    unread: list[str]
    is_long: bool  # so long that a job reads it: `file_readings.views.long_files`


class PartnerRequest(HttpRequest):
    """For a page of an authority or an académie, by somebody of that body."""

    partner: Partner
    today: date
    htmx: HtmxDetails


def file_content_of(request: FileRequest) -> Any:
    """What the form brought, as it was read; RuleBroken with why it could not be."""
    if request.unread:
        raise RuleBroken(request.unread)
    return request.file_content


def on_day(request: SchoolRequest) -> dict[str, Any]:
    """Who does what this request asks, and on what day: as actions take them."""
    return {"today": request.today, "by": request.actor}


def at_moment(request: SchoolRequest) -> dict[str, Any]:
    """Who does what this request asks, and when: as actions take them."""
    return {"now": timezone.now(), "by": request.actor}


def on_day_at_moment(request: SchoolRequest) -> dict[str, Any]:
    """Who does what this request asks, on what day and when: for an action that takes both."""
    return on_day(request) | at_moment(request)
