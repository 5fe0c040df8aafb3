"""Two machines of the demonstration that have two records each: one typed twice, one taken from an old list."""

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.actions.equipment import put_in_inventory
from fanal.equipment.models import Equipment

BY = system(System.SETUP)


@register(STORY, "equipment.duplicates")
def write_twice(story: Story) -> None:
    """The serial in another spelling; the number of the authority, and nothing else."""
    with scope(story.school):
        rows = Equipment.objects.for_school(story.school)
        computer, projector = rows.get(name="INFO1-04"), rows.get(name="VP-103")
        serial = f"{computer.serial[:4]}-{computer.serial[4:]}"
        for values, room in (
            (
                {"name": "Poste 4", "type": computer.type, "serial": serial, "note": "Au fond à gauche."},
                computer.room,
            ),
            (
                {
                    "name": "Vidéoprojecteur 103",
                    "type": projector.type,
                    "authority_number": projector.authority_number,
                },
                None,
            ),
        ):
            put_in_inventory(story.school.pk, values, today=story.today, by=BY, room=room)
