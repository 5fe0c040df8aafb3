"""The forms of a record and of its gestures."""

from typing import Any

from django import forms

from fanal.accounts.models import Person, School
from fanal.core.forms import DayField, EurosField, NameField, SchoolChoice, SchoolForm
from fanal.equipment.actions import EquipmentInput, NewState
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import sort_key
from fanal.equipment.reading.owners import names_of, number_label
from fanal.equipment.rules.states import NEXT, PRESENT, DisposalDecision, EquipmentState

NO_ROOM = "Sans salle, ou ailleurs"


def rooms_of(school: School) -> Any:
    return Room.objects.for_school(school).in_use().order_by(sort_key("name"))


class EquipmentForm(SchoolForm):
    """A record: what it is, whose it is, its numbers, its purchase."""

    name = NameField(
        label="Nom",
        max_length=80,
        help_text="Celui que l’on dit ou que l’on lit dessus, par exemple « PC-204 ».",
        error_messages={"required": "Donnez un nom à l’équipement, par exemple « PC-204 »."},
    )
    type = SchoolChoice(
        EquipmentType,
        label="Type",
        empty_label="Choisir…",
        error_messages={"required": "Choisissez un type."},
    )
    holder = SchoolChoice(Person, label="Confié à", required=False, empty_label="Personne")
    maker = forms.CharField(label="Marque", max_length=60, required=False)
    model = forms.CharField(label="Modèle", max_length=80, required=False)
    serial = forms.CharField(label="N° de série", max_length=80, required=False)
    authority_number = forms.CharField(
        label="N° d’inventaire de la collectivité", max_length=40, required=False
    )
    school_number = forms.CharField(label="N° d’inventaire de l’établissement", max_length=40, required=False)
    owner = forms.ChoiceField(
        label="Propriétaire", choices=EquipmentOwner, widget=forms.RadioSelect, initial="authority"
    )
    payer = forms.ChoiceField(
        label="Qui paie ?", choices=EquipmentOwner, widget=forms.RadioSelect, initial="authority"
    )
    is_pedagogical = forms.TypedChoiceField(
        label="Sert surtout",
        choices=[("True", "Aux élèves et aux cours"), ("False", "À l’administration")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        initial="True",
    )
    bought_on = DayField(label="Acheté le", required=False)
    price_cents = EurosField(label="Prix, en euros")
    warranty_until = DayField(label="Sous garantie jusqu’au", required=False)
    note = forms.CharField(
        label="Remarque",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sur l’équipement seulement : aucun nom d’élève.",
    )

    def narrow(self, school: School) -> None:
        self.fields["type"].offer(EquipmentType.objects.for_school(school).order_by(sort_key("name")))
        self.fields["holder"].offer(Person.objects.for_school(school).present().by_name())
        names = names_of(school)
        self.fields["authority_number"].label = number_label(school, "N° d’inventaire")
        for party in ("owner", "payer"):
            self.fields[party].choices = [(code, names[code]) for code in EquipmentOwner.values]

    def described(self) -> EquipmentInput:
        return EquipmentInput(**{name: self.cleaned_data[name] for name in EquipmentForm.base_fields})


def described_by(equipment: Equipment) -> dict[str, Any]:
    """What the form of a known record starts with."""
    return {name: getattr(equipment, name) for name in EquipmentForm.base_fields}


class RegisterForm(EquipmentForm):
    """A new record also says where it is and how."""

    room = SchoolChoice(Room, label="Salle", required=False, empty_label=NO_ROOM)
    state = forms.ChoiceField(
        label="État",
        choices=[(state.value, state.label) for state in EquipmentState if state in PRESENT],
        widget=forms.RadioSelect,
        initial=EquipmentState.SERVICE.value,
    )

    def narrow(self, school: School) -> None:
        super().narrow(school)
        self.fields["room"].offer(rooms_of(school))


class MoveForm(SchoolForm):
    """To which room?"""

    room = SchoolChoice(Room, label="Nouvelle salle", required=False, empty_label=NO_ROOM)

    def narrow(self, school: School) -> None:
        self.fields["room"].offer(rooms_of(school))


class StateForm(forms.Form):
    """To which state, why, and by which decision for a disposal."""

    to = forms.ChoiceField(
        label="Nouvel état",
        choices=[(state.value, state.label) for state in EquipmentState],
        error_messages={"required": "Choisissez le nouvel état."},
    )
    reason = forms.CharField(
        label="Pourquoi ?", max_length=300, required=False, help_text="Cette phrase reste dans l’historique."
    )
    decision = forms.CharField(
        label="Décision du propriétaire",
        max_length=80,
        required=False,
        help_text="Pour une sortie d’inventaire : délibération, procès-verbal…",
    )
    decided_on = DayField(label="Date de la décision", required=False)

    def __init__(self, *args: Any, state: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if state:
            possible = [(to.value, to.label) for to in EquipmentState if to in NEXT[EquipmentState(state)]]
            self.fields["to"].choices = possible

    def new_state(self) -> NewState:
        given = self.cleaned_data
        decided = given["decision"] and given["decided_on"]
        decision = DisposalDecision(given["decision"], given["decided_on"]) if decided else None
        return NewState(EquipmentState(given["to"]), given["reason"], decision)
