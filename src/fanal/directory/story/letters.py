"""A letter of the demonstration, as a school writes it once for all families."""

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.directory.actions.letters import write_letter
from fanal.directory.rules.letter_examples import EXAMPLES


@register(STORY, "directory")
def write_a_letter(story: Story) -> None:
    letter = EXAMPLES[0]
    with scope(story.school):
        write_letter(
            story.school, title=letter.title, body=letter.body, today=story.today, by=system(System.SETUP)
        )
