"""The forms of a batch: its machines, its details, the decision of the owner."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import NameField, SchoolModelForm, form_field
from fanal.core.text.words import numbers_of
from fanal.disposals.actions.preparing import GoodsInput
from fanal.disposals.models import Disposal, DisposalItem
from fanal.disposals.rules.disposal import MOST_ITEMS
from fanal.disposals.rules.item import MISSING, Destination, DisposalReason
from fanal.equipment.forms.scanned import ScannedField
from fanal.equipment.models import Equipment
from fanal.equipment.reading.scanned import machines_typed
from fanal.equipment.rules.gift import UP_TO, is_public_good


class ItemBoxes(forms.ModelMultipleChoiceField):
    """Names each good with its serial number."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, item: Any) -> str:
        serial = item.equipment.serial
        return f"{item}, n° {serial}" if serial else str(item)


class GoodsForm(SchoolModelForm):
    """Machines that are scanned or typed, or chosen in the list; why they leave, where they go."""

    numbers = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    machines = ScannedField(label="Équipements", required=False)
    field_order = ("name", "machines", "reason", "destination", "words")

    class Meta:
        model = DisposalItem
        fields: ClassVar[Any] = ("reason", "destination", "words")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not values["numbers"].split() and not values["machines"]:
            self.add_error("machines", "Scannez ou tapez au moins un équipement.")
        if not values.get("destination") and values.get("reason") not in MISSING:
            self.add_error("destination", "Choisissez où vont les équipements.")
        if values.get("destination") == Destination.OTHER and not values.get("words"):
            self.add_error("words", "Précisez la destination.")
        return values

    def chosen_machines(self) -> list[Equipment]:
        """RuleBroken names what is not known."""
        numbers = numbers_of(self.cleaned_data["numbers"].split())
        chosen = list(Equipment.objects.for_school(self.school).filter(number__in=numbers))
        if typed := self.cleaned_data["machines"]:
            chosen += machines_typed(self.school, typed, most=MOST_ITEMS)
        return chosen

    def given(self) -> GoodsInput:
        values = self.cleaned_data
        where = Destination(values["destination"]) if values["destination"] else None
        return GoodsInput(DisposalReason(values["reason"]), where, values["words"])


class DisposalForm(GoodsForm):
    """A new batch: its name too."""

    name = form_field(Disposal._meta.get_field("name"), form_class=NameField)


class DetailsForm(SchoolModelForm):
    """Its name, and who takes what it holds."""

    class Meta:
        model = Disposal
        fields: ClassVar[Any] = ("name", "recipient_kind", "recipient", "gift_cents", "carrier")
        field_classes: ClassVar[Any] = {"name": NameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_public_good(self.instance.owner, is_private=self.school.is_private):
            field = self.fields["gift_cents"]
            field.help_text = f"{field.help_text} {UP_TO}"


class DisposalDecisionForm(SchoolModelForm):
    """What the owner decided, and what of the list is refused."""

    refused = ItemBoxes(
        None,
        label="Refusés : ils restent à l’inventaire",
        required=False,
        help_text="Ne cochez rien si toute la liste est acceptée.",
    )

    is_same_list = forms.BooleanField(
        label="La décision a été prise sur cette liste, avant qu’elle soit arrêtée ici",
        required=False,
        help_text="À cocher si sa date est plus ancienne que celle de la liste.",
    )
    is_framework = forms.BooleanField(
        label="C’est une décision-cadre, prise une fois pour plusieurs sorties",
        required=False,
        help_text="À cocher si elle a été prise bien avant cette liste.",
    )
    field_order = ("decision", "decided_on", "is_same_list", "is_framework", "refused")

    class Meta:
        model = Disposal
        fields: ClassVar[Any] = ("decision", "decided_on")
        labels: ClassVar[Any] = {"decided_on": "Date de la décision"}

    def __init__(self, *args: Any, disposal: Disposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["refused"]
        field.queryset = disposal.items.proposed().with_machine()
        self.fields["decision"].required = True
        self.fields["decision"].error_messages["required"] = "Donnez la référence de la décision."
