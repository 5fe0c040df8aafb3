"""What the référent of the demonstration followed and gave since the return."""

from datetime import timedelta

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.missions.actions import training as actions
from fanal.missions.rules.training import DurationUnit, minutes_of

LINES = (
    (
        70,
        "received",
        "Réunion de rentrée des référents numériques",
        1,
        DurationUnit.HALF_DAYS,
        "DRANE",
        None,
        True,
    ),
    (52, "given", "Prise en main de l’ENT pour les nouveaux", 60, DurationUnit.MINUTES, "", 9, True),
    (
        31,
        "received",
        "Protection des données au collège",
        2,
        DurationUnit.HALF_DAYS,
        "École académique",
        None,
        False,
    ),
    (18, "given", "Vingt minutes : le tableau de la salle 204", 20, DurationUnit.MINUTES, "", 4, True),
)


@register(STORY, "missions.training")
def live_the_training(story: Story) -> None:
    person = story.people["digital_lead"]
    by = actor_of(person, Role.DIGITAL_LEAD)
    with scope(story.school):
        for days, way, title, amount, unit, organiser, people, is_shared in LINES:
            day = story.today - timedelta(days=days)
            training = {"way": way, "day": day, "title": title, "minutes": minutes_of(amount, unit)}
            training |= {"organiser": organiser, "people": people, "is_shared": is_shared}
            actions.note_training(story.school, person, training, today=story.today, by=by)
