"""The form of the rooms of a timetable that nobody knows by that name."""

from hashlib import sha256
from typing import Any

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import SchoolForm
from fanal.equipment.models import Room
from fanal.timetable.models import Timetable

MOST_MATCHED = 12  # at once: the names with the most lessons


class UnknownRoomsForm(SchoolForm):
    """A room of the school beside each name of the file."""

    def __init__(self, *args: Any, timetable: Timetable, school: School, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        waiting = [one for one in timetable.left_rooms if one.lessons]
        self.names = dict[str, str]()
        if not waiting:
            return
        rooms = Room.objects.for_school(school).in_use().order_by("name").values_list("pk", "name")
        choices = [("", "Laisser ces cours"), *rooms]
        for one in sorted(waiting, key=lambda one: (-one.count, one.name))[:MOST_MATCHED]:
            field, label = (
                f"room-{sha256(one.name.encode()).hexdigest()[:8]}",
                f"{one.name} ({one.count} cours)",
            )
            self.names[field] = one.name
            self.fields[field] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=False
            )

    @property
    def chosen(self) -> dict[str, int]:
        """The id of the room of each name that got one."""
        rooms = ((name, self.cleaned_data.get(field)) for field, name in self.names.items())
        return {name: room for name, room in rooms if room is not None}
