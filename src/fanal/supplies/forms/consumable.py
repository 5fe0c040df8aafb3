"""The forms of a consumable: what it is, one taken, some brought in, counted again."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.equipment.forms.scanned import ScannedText
from fanal.equipment.models import Room
from fanal.supplies.models import Consumable, StockMovement
from fanal.supplies.rules.stock import MOST, MOST_AT_ONCE

WHY = "Dites pourquoi, en un mot : « inventaire », « périmés »."


def quantity_field() -> forms.IntegerField:
    return forms.IntegerField(label="Combien", min_value=1, max_value=MOST_AT_ONCE, initial=1)


class ConsumableForm(SchoolModelForm):
    class Meta:
        model = Consumable
        fields: ClassVar[Any] = (
            "name",
            "unit",
            "fits",
            "room",
            "threshold",
            "supplier",
            "supplier_reference",
            "price_cents",
            "is_closed",
        )
        field_classes: ClassVar[Any] = dict.fromkeys(
            ("name", "unit", "fits", "supplier", "supplier_reference"), NameField
        )

    def narrow(self, school: School) -> None:
        rooms = Room.objects.for_school(school).offered()
        self.fields["room"].offer(rooms, "Non précisé")


class NewConsumableForm(ConsumableForm):
    level = forms.IntegerField(label="En stock aujourd’hui", min_value=0, max_value=MOST, initial=0)

    class Meta(ConsumableForm.Meta):
        fields: ClassVar[Any] = ConsumableForm.Meta.fields[:-1]


class TakeForm(SchoolModelForm):
    """For a machine, or for a room."""

    quantity = quantity_field()
    machine = forms.CharField(
        label="Pour l’appareil",
        max_length=120,
        required=False,
        widget=ScannedText,
        help_text="Scannez son étiquette, ou tapez son nom ou son n° de série.",
    )
    field_order = ("quantity", "machine", "room")

    class Meta:
        model = StockMovement
        fields: ClassVar[Any] = ("room",)

    def narrow(self, school: School) -> None:
        rooms = Room.objects.for_school(school).offered()
        self.fields["room"].offer(rooms, "Non précisée")


class BringInForm(SchoolModelForm):
    quantity = quantity_field()
    field_order = ("quantity", "word")

    class Meta:
        model = StockMovement
        fields: ClassVar[Any] = ("word",)
        field_classes: ClassVar[Any] = {"word": NameField}
        labels: ClassVar[Any] = {"word": "Bon de livraison, facture"}


class CountForm(SchoolModelForm):
    counted = forms.IntegerField(label="Combien il y en a vraiment", min_value=0, max_value=MOST)
    field_order = ("counted", "word")

    class Meta:
        model = StockMovement
        fields: ClassVar[Any] = ("word",)
        field_classes: ClassVar[Any] = {"word": NameField}
        labels: ClassVar[Any] = {"word": "Pourquoi"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].required = True
        self.fields["word"].error_messages["required"] = WHY
