"""The form of a training followed or given."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import SchoolModelForm
from fanal.missions.models import OwnTraining
from fanal.missions.rules.training import DurationUnit, Way, minutes_of

A_NUMBER = {"required": "Dites combien.", "invalid": "Dites combien, en chiffres."}


class TrainingForm(SchoolModelForm):
    """An amount and its unit are typed; `cleaned_data` has their minutes instead."""

    amount = forms.IntegerField(label="Durée", min_value=1, error_messages=A_NUMBER)
    unit = forms.ChoiceField(label="En", choices=DurationUnit.choices())
    field_order = ("way", "title", "day", "amount", "unit")

    class Meta:
        model, fields = OwnTraining, ["way", "title", "day", "organiser", "people", "is_shared"]
        labels: ClassVar[Any] = {
            "way": "Cette formation, vous l’avez",
            "day": "Le",
            "is_shared": "La compter pour la direction",
        }
        widgets: ClassVar[Any] = {"way": forms.RadioSelect}
        error_messages: ClassVar[Any] = {"people": A_NUMBER}

    def narrow(self, school: Any) -> None:
        self.fields["way"].choices = [(way.value, way.label.lower()) for way in Way]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        amount, unit = values.pop("amount", None), values.pop("unit", None)
        if amount and unit:
            values["minutes"] = minutes_of(amount, unit)
        return values
