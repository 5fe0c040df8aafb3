"""A person's tasks in their own calendar: the secret link, and what it opens without signing in."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.agenda.actions import feed as actions
from fanal.agenda.models import TaskFeed
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.feed import (
    calendar_of_tasks,
    events_of,
    feed_of,
    link_of,
    reader_of,
    roles_of,
    tasks_for,
)
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render

BECAUSE = "Lien secret d’agenda : ce qui est à une seule personne, que son agenda lit et ne peut pas changer."


@dataclass(frozen=True, kw_only=True)
class FeedPage(Page):
    """`link`: the secret address, once there is one."""

    template = "agenda/feed.html"

    feed: TaskFeed | None
    link: str


@require_http_methods(FORM)
def feed_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """GET shows the link; POST makes one, or another one."""
    person = request.member.person
    if person is None:
        raise Http404
    require(policies.keep_feed, request.actor, person)
    if request.method == "POST":
        return button_page(
            request,
            lambda: actions.make_feed(person, now=timezone.now(), by=request.actor),
            success="Voici votre lien. S’il y en avait un autre, il n’ouvre plus rien.",
            next_page=address("agenda:feed_page", uai),
        )
    feed = feed_of(person)
    link = link_of(request.member.school, feed) if feed else ""
    return render(request, FeedPage(feed=feed, link=link))


@require_POST
def feed_revoke(request: SchoolRequest, uai: str) -> HttpResponse:
    person = request.member.person
    if person is None:
        raise Http404
    return button_page(
        request,
        lambda: actions.revoke_feed(person, by=request.actor),
        success=lambda is_gone: "Le lien est retiré : il n’ouvre plus rien." if is_gone else "",
        next_page=address("agenda:feed_page", uai),
    )


# A calendar program has no account: the seal in the address is the proof.
@open_to("anyone", because=BECAUSE)
@require_safe
def feed(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    school = enter_open_school(request, uai)
    person, today = reader_of(school, token), timezone.localdate()
    roles = roles_of(person, today) if person else frozenset()
    if person is None or not roles:
        raise Http404
    body = calendar_of_tasks(school, tasks_for(person, roles, today), events_of(person, timezone.now()))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
