"""The demonstration: the school's papers bear a logo, which we drew."""

from pathlib import Path

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.files.attachments import store_drawing
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.schools.actions.settings import change_logo
from fanal.schools.forms.settings import LOGO_SIDE

DRAWING = Path(__file__).with_name("logo.typ")


@register(STORY, "schools")
def give_a_logo(story: Story) -> None:
    import typst  # 40 MB once loaded: only who draws pays for it

    head, school = actor_of(story.people["head"], Role.HEAD), story.school
    drawn = typst.compile(DRAWING, format="png", ppi=300.0)
    assert isinstance(drawn, bytes)
    with scope(school):
        change_logo(school, store_drawing(school.pk, drawn, "logo.png", side=LOGO_SIDE), by=head)
