"""The practice sheets of the demonstration: those delivered, one of its own, what people said of them."""

from datetime import timedelta

from fanal.accounts.models.member import Actor, actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.practice_sheets.actions import practice_sheet as actions
from fanal.practice_sheets.models import PracticeSheet

OURS = {
    "title": "Réserver la valise de tablettes",
    "kinds": ["tablet"],
    "words": "valise tablette reserver emprunter cdi",
    "body": (
        "1. Demandez la valise au CDI **la veille**, en donnant la salle et l’heure.\n"
        "2. Comptez les tablettes devant vos élèves, au départ et au retour.\n"
        "3. Rebranchez chacune à son numéro, puis le cordon de la valise au mur.\n\n"
        "## Une tablette manque ?\n\n"
        "Dites-le tout de suite au CDI : le numéro suffit, jamais le nom d’un élève."
    ),
}


def _of(story: Story, login: str, role: Role) -> Actor:
    return actor_of(story.people[login], role)


@register(STORY, "practice_sheets")
def offer_sheets(story: Story) -> None:
    """The twelve delivered, one written by the référent, and two months of opinions."""
    with scope(story.school):
        begun = story.today - timedelta(days=70)
        actions.start_sheets(story.school, today=begun, by=system(System.SETUP))
        lead = _of(story, "digital_lead", Role.DIGITAL_LEAD)
        actions.write_sheet(story.school, OURS, is_published=True, today=begun, by=lead)
        for rank, sheet in enumerate(PracticeSheet.objects.for_school(story.school).order_by("number")):
            for times in range((rank * 5) % 7):
                _say(story, sheet, rank, times)


def _say(story: Story, sheet: PracticeSheet, rank: int, times: int) -> None:
    by = _of(story, ("teacher", "staff", "second_lead")[times % 3], Role.TEACHER)
    day = story.today - timedelta(days=3 + 9 * times)
    has_helped = (rank + times) % 4 > 0
    is_instead = has_helped and times % 2 == 0
    actions.say_of_sheet(sheet, has_helped=has_helped, is_instead=is_instead, today=day, by=by)
