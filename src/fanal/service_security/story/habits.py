"""The habits of the demonstration: one service well kept, one in part, one of which nothing was said."""

from datetime import timedelta

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService
from fanal.service_security.actions.habits import answer_habits
from fanal.service_security.rules.habit_facts import HabitAnswer

SAID = {
    "ENT": (
        40,
        {
            "own": (HabitAnswer.YES, ""),
            "password": (HabitAnswer.YES, "12 caractères, quatre sortes"),
        },
    ),
    "Pronote": (
        12,
        {
            "factor": (HabitAnswer.YES, "Clé de sécurité pour la direction et les référents"),
            "own": (HabitAnswer.NO, "Un seul compte « admin » pour trois personnes"),
            "password": (HabitAnswer.UNKNOWN, "Question posée à l’éditeur"),
        },
    ),
    "Wi-Fi de l’établissement": (5, {"factor": (HabitAnswer.NEVER, "Le boîtier ne la propose pas")}),
    "Pix Orga": (390, {"factor": (HabitAnswer.NO, ""), "password": (HabitAnswer.YES, "")}),
}


@register(STORY, "service_security.habits")
def tell_habits(story: Story) -> None:
    """What the référent answered this autumn, and an answer of last year that counts no more."""
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD, Delegated.SERVICES)
    with scope(story.school):
        rows = OnlineService.objects.for_school(story.school).in_use()
        for name, (days, answers) in SAID.items():
            answer_habits(rows.get(name=name), answers, today=story.today - timedelta(days=days), by=lead)
