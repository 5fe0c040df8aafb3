"""The forms of a record and of its gestures."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from fanal.accounts.models import Person, School
from fanal.core.database.french_order import sort_key
from fanal.core.forms.school_form import DayField, NameField, SchoolModelForm
from fanal.equipment.actions.equipment import NewState
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import names_of, number_label, usual_owner
from fanal.equipment.rules.states import NEXT, PRESENT, DisposalDecision, EquipmentState

TO_SAY = "À préciser"
WHILE_TO_SAY = "Tant que personne ne le dit, une convention de prêt ne l’imprime pas."
NO_ROOM, NOWHERE = "Sans salle, ou ailleurs", "aucune"


class EquipmentForm(SchoolModelForm):
    """A record: what it is, whose it is, its numbers, its purchase."""

    is_pedagogical = forms.TypedChoiceField(
        label="Sert surtout",
        choices=[("True", "Aux élèves et aux cours"), ("False", "À l’administration")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        initial="True",
    )

    class Meta:
        model = Equipment
        fields: ClassVar[Any] = (
            "name",
            "type",
            "holder",
            "maker",
            "model",
            "serial",
            "authority_number",
            "school_number",
            "owner",
            "payer",
            "is_pedagogical",
            "bought_on",
            "price_cents",
            "warranty_until",
            "note",
        )
        field_classes: ClassVar[Any] = {"name": NameField}
        labels: ClassVar[Any] = {"payer": "Acheté par"}
        widgets: ClassVar[Any] = {"owner": forms.RadioSelect, "payer": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        self.fields["type"].offer(
            EquipmentType.objects.for_school(school).order_by(sort_key("name")), "Choisir…"
        )
        self.fields["holder"].offer(Person.objects.for_school(school).present().by_name(), "Personne")
        names = names_of(school)
        self.fields["authority_number"].label = number_label(school, "N° d’inventaire")
        for party in ("owner", "payer"):
            self.fields[party].choices = [(code, names[code]) for code in EquipmentOwner.values]
        if not self.instance.is_owner_known:
            self._leave_owner_open()

    def _leave_owner_open(self) -> None:
        """Nobody said whose it is: « À préciser » is chosen, and keeps the usual owner, unconfirmed."""
        field: Any = self.fields["owner"]
        field.choices = [("", TO_SAY), *field.choices]
        field.required, field.help_text = False, WHILE_TO_SAY
        self.initial["owner"] = ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "owner" in values and not values["owner"]:
            values |= {"owner": self.instance.owner, "is_owner_known": False}
        return values


class RegisterForm(EquipmentForm):
    """A new record also says where it is and how."""

    class Meta(EquipmentForm.Meta):
        fields: ClassVar[Any] = (*EquipmentForm.Meta.fields, "room", "state")
        widgets: ClassVar[Any] = EquipmentForm.Meta.widgets | {"state": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        usual = usual_owner(school.pk)
        self.instance.owner, self.instance.is_owner_known = usual, usual == EquipmentOwner.SCHOOL
        self.initial["owner"], self.initial["payer"] = usual.value, usual.value
        super().narrow(school)
        self.fields["room"].offer(Room.objects.for_school(school).offered(), NO_ROOM)
        present = [(state.value, state.label) for state in EquipmentState if state in PRESENT]
        self.fields["state"].choices = present


class MoveForm(SchoolModelForm):
    """To which room?"""

    class Meta:
        model, fields = Equipment, ["room"]
        labels: ClassVar[Any] = {"room": "Nouvelle salle"}

    def narrow(self, school: School) -> None:
        self.fields["room"].offer(Room.objects.for_school(school).offered(), NO_ROOM)


class MoveSeveralForm(MoveForm):
    """Of several at once: « sans salle » is said (`NOWHERE`), and never what one did not choose."""

    def __init__(self, data: QueryDict, **given: Any) -> None:
        super().__init__(data, **given)
        name, room = self.add_prefix("room"), self.fields["room"]
        if data.get(name) == NOWHERE:
            self.data = {**data.dict(), name: ""}
        else:
            room.required = True
            room.error_messages["required"] = f"Choisissez une salle, ou « {NO_ROOM} »."


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
        """What was chosen, with a decision only where it is whole."""
        given = self.cleaned_data
        reference, day = given.get("decision"), given.get("decided_on")
        decision = DisposalDecision(reference, day) if reference and day else None
        return NewState(EquipmentState(given["to"]), given["reason"], decision)


class GraveStateForm(StateForm):
    """Of several that are said lost, stolen or out of the inventory: why, or by which decision, is needed."""

    def __init__(self, *args: Any, to: EquipmentState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].widget = forms.HiddenInput()
        if to is EquipmentState.DISPOSED:
            needed = {"decision": "Indiquez la décision du propriétaire.", "decided_on": "Donnez son jour."}
        else:
            needed = {"reason": "Dites pourquoi : cette phrase reste dans l’historique de chacun."}
            del self.fields["decision"], self.fields["decided_on"]
        for name, sentence in needed.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
