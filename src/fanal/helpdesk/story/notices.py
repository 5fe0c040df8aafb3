"""Two people of the demonstration who want fewer mails, chosen before this week's requests."""

from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.helpdesk.actions.digest import choose_notices
from fanal.helpdesk.reading.follow_link import actor_by_mail
from fanal.helpdesk.rules.notification_frequency import NotificationFrequency

CHOSEN = {"second_lead": NotificationFrequency.DIGEST, "deputy": NotificationFrequency.NEEDED}


@register(STORY, "helpdesk.notices")
def choose_fewer_mails(story: Story) -> None:
    with scope(story.school):
        for login, frequency in CHOSEN.items():
            person = story.people[login]
            choose_notices(person, frequency, by=actor_by_mail(person))
