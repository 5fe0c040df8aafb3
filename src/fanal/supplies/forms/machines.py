"""Which machines, or which people: by type, by room, by label, or by ticking names."""

from typing import Any

from django import forms

from fanal.accounts.models import Person, School
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import SchoolChoice, SchoolForm
from fanal.equipment.forms.scanned import ScannedField
from fanal.equipment.models import EquipmentType, Room


class MachinesForm(SchoolForm):
    """All of a type, all of a room, those of the type in the room; and those that are typed."""

    type = SchoolChoice(EquipmentType, label="Tous les appareils de ce type", required=False)
    room = SchoolChoice(
        Room,
        label="Tous ceux de cette salle",
        required=False,
        help_text="Avec un type : ceux de ce type dans cette salle.",
    )
    machines = ScannedField(label="Et encore", required=False)

    def narrow(self, school: School) -> None:
        self.fields["type"].offer(EquipmentType.objects.for_school(school).order_by(sort_key("name")), "–")
        self.fields["room"].offer(Room.objects.for_school(school).offered(), "–")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not any(values.get(name) for name in ("type", "room", "machines")):
            self.add_error("type", "Choisissez un type, une salle, ou scannez des appareils.")
        return values


class PeopleForm(SchoolForm):
    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        None,
        label="Personnels",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez une personne au moins."},
    )

    def narrow(self, school: School) -> None:
        self.fields["people"].queryset = Person.objects.for_school(school).present().by_name()
