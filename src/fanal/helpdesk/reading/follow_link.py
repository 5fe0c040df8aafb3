"""The signed link by which someone follows one request without an account.

`<number>-<seal>`: the seal is made for this school, this request and this person, so the link says who reads
and opens nothing else. It lasts as long as the request, and `LAST_DAYS` after its end.
"""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import System
from fanal.core.mail.addresses import is_sealed, seal
from fanal.helpdesk.models import HelpRequest

TOKEN = re.compile(r"(?P<number>[0-9]{1,9})-(?P<seal>[a-z2-7]{26})")
PURPOSE = "suivre"
LAST_DAYS = 30


def token_for(uai: str, number: int, person_id: int) -> str:
    return f"{number}-{seal(PURPOSE, uai, number, person_id)}"


def link_for(request: HelpRequest, person: Person) -> str:
    """The whole address, for a mail."""
    uai = request.school.uai
    path = reverse("helpdesk_follow:request", args=[uai, token_for(uai, request.number, person.pk)])
    return f"{settings.PUBLIC_URL}{path}"


def page_of(request: HelpRequest) -> str:
    """The address of its page, for a mail to someone who signs in."""
    return (
        f"{settings.PUBLIC_URL}{reverse('helpdesk:request_page', args=[request.school.uai, request.number])}"
    )


def people_on(request: HelpRequest) -> list[Person]:
    """Who asked, then who follows."""
    follows = request.followers.select_related("person").order_by("pk")
    return [request.requester, *(follow.person for follow in follows)]


def reader_of(token: str, request: HelpRequest) -> Person | None:
    """Who asked, if this token was made for them and they have not left: whoever follows reads no words."""
    match = TOKEN.fullmatch(token)
    if match is None or int(match["number"]) != request.number:
        return None
    person = request.requester
    is_theirs = is_sealed(match["seal"], PURPOSE, request.school.uai, request.number, person.pk)
    return person if is_theirs and person.left_on is None else None


def is_over(request: HelpRequest, now: datetime) -> bool:
    return request.closed_at is not None and request.closed_at < now - timedelta(days=LAST_DAYS)


def actor_by_link(person: Person) -> Actor:
    """Someone who proved by their link that they are this person: may do what a requester may, here only."""
    return Actor(
        f"link:{person.pk}", str(person), frozenset({System.MAIL.value}), person.school_id, person.pk
    )


def actor_by_mail(person: Person) -> Actor:
    return Actor(
        f"mail:{person.pk}", str(person), frozenset({System.MAIL.value}), person.school_id, person.pk
    )
