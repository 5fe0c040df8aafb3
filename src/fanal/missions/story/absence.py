"""The hours of the two référents of the demonstration, and one of them away since yesterday."""

from datetime import time, timedelta

from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.missions.actions import absence as actions

HOURS = {
    "digital_lead": ((0, 10, 12, "salle 204"), (3, 13, 14, "CDI")),
    "second_lead": ((1, 12, 13, "salle des professeurs"),),
}


@register(STORY, "missions.absence")
def live_the_hours(story: Story) -> None:
    with scope(story.school):
        for login, hours in HOURS.items():
            person = story.people[login]
            for weekday, starts, ends, place in hours:
                hour = {"weekday": weekday, "starts": time(starts), "ends": time(ends), "place": place}
                actions.add_hour(story.school, person, hour, by=actor_of(person, Role.DIGITAL_LEAD))
        absent_lead, lead = story.people["second_lead"], story.people["digital_lead"]
        first, last = story.today - timedelta(days=1), story.today + timedelta(days=3)
        day = {"today": story.today, "now": timezone.now()}
        # By whoever answers: nobody has to be told.
        head = actor_of(story.people["head"], Role.HEAD)
        actions.declare_absence(story.school, absent_lead, first, last, substitute=lead, by=head, **day)
