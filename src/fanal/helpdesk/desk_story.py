"""What the référent did with the requests of the demonstration, beyond answering them."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.members import actor_of
from fanal.accounts.roles import Role
from fanal.core.registry import STORY, offer
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.helpdesk import actions
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.codes import State
from fanal.online_services.models import OnlineService


@offer(STORY, 42)
def same_trouble(story: Story) -> None:
    """Two colleagues said the same thing: the second request joined the first."""
    with scope(story.school):
        lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
        wifi = HelpRequest.objects.for_school(story.school).get(kind="network", state=State.WAITING)
        asked = actions.Asked("Impossible de se connecter au Wi-Fi au CDI", "network", "annoying", wifi.room)
        colleague, now = story.teachers[0], timezone.now() - timedelta(days=1)
        by = actor_of(colleague, Role.TEACHER)
        duplicate = actions.ask_for_help(story.school, colleague, asked, now=now, by=by)
        actions.merge_request(duplicate, wifi, now=timezone.now(), by=lead)


@offer(STORY, 43)
def of_an_outage(story: Story) -> None:
    """Pronote is slow this morning: a request about it is linked to that by itself."""
    with scope(story.school):
        pronote = OnlineService.objects.for_school(story.school).get(name="Pronote")
        asked = actions.Asked("Pronote met une minute à ouvrir l’appel", "ent", "annoying", service=pronote)
        colleague = story.teachers[1]
        by = actor_of(colleague, Role.TEACHER)
        actions.ask_for_help(story.school, colleague, asked, now=timezone.now(), by=by)
