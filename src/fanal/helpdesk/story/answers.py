"""What the référent did with the requests of the demonstration, beyond answering them."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.helpdesk.actions.related_requests import merge_request
from fanal.helpdesk.actions.requests import ask_for_help
from fanal.helpdesk.models import HelpRequest, TimeSpent
from fanal.helpdesk.rules.codes import RequestState
from fanal.helpdesk.rules.time_spent import USUAL
from fanal.online_services.models import OnlineService


@register(STORY, "helpdesk.time")
def time_noted(story: Story) -> None:
    """On one past request in four the référent had pressed how long it took."""
    with scope(story.school):
        person, closed = story.people["digital_lead"], HelpRequest.objects.for_school(story.school)
        taken = closed.filter(taken_by=person, state=RequestState.CLOSED).order_by("number")
        TimeSpent.objects.bulk_create(
            TimeSpent(
                school=story.school,
                help_request=request,
                person=person,
                minutes=USUAL[rank % len(USUAL)],
                day=timezone.localdate(request.solved_at),
                noted_at=request.solved_at or timezone.now(),
            )
            for rank, request in enumerate(taken[::4])
        )


@register(STORY, "helpdesk.same_trouble")
def same_trouble(story: Story) -> None:
    """Two colleagues said the same thing: the second request joined the first."""
    with scope(story.school):
        lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
        wifi = HelpRequest.objects.for_school(story.school).get(kind="network", state=RequestState.WAITING)
        text = "Impossible de se connecter au Wi-Fi au CDI"
        values = {"text": text, "kind": "network", "room": wifi.room}
        colleague, now = story.teachers[0], timezone.now() - timedelta(days=1)
        by = actor_of(colleague, Role.TEACHER)
        duplicate = ask_for_help(story.school, colleague, values, now=now, by=by)
        merge_request(duplicate, wifi, now=timezone.now(), by=lead)


@register(STORY, "helpdesk.outage")
def of_an_outage(story: Story) -> None:
    """Pronote is slow this morning: a request about it is linked to that by itself."""
    with scope(story.school):
        pronote = OnlineService.objects.for_school(story.school).get(name="Pronote")
        values = {"text": "Pronote met une minute à ouvrir l’appel", "kind": "ent", "service": pronote}
        colleague = story.teachers[1]
        by = actor_of(colleague, Role.TEACHER)
        ask_for_help(story.school, colleague, values, now=timezone.now(), by=by)
