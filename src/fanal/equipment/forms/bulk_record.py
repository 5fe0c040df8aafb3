"""What is written on the records of several machines at once."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import DayField, SchoolModelForm
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.description import date_refusals

NO_CHANGE = "Ne change pas"
NOT_A_DAY = "« {} » n’est pas un jour : écrivez-le en entier, comme 30/09/2029."
NOTHING_TO_WRITE = "Remplissez au moins une case : ce qui reste vide ne change pas."


class QuotedDayField(DayField):
    """A refusal repeats what was written: the calendar of a browser empties what is no day."""

    def to_python(self, value: Any) -> date | None:
        try:
            day: date | None = super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(NOT_A_DAY.format(str(value)[:40])) from None
        return day


class BulkRecordForm(SchoolModelForm):
    """Owner, purchase, warranty, price; an empty one leaves each record as it is."""

    owner = forms.ChoiceField(label="Propriétaire", required=False)

    class Meta:
        model = Equipment
        fields: ClassVar[Any] = ("owner", "bought_on", "warranty_until", "price_cents")
        field_classes: ClassVar[Any] = {"bought_on": QuotedDayField, "warranty_until": QuotedDayField}
        labels: ClassVar[Any] = {"price_cents": "Prix de chacun, en euros"}

    def narrow(self, school: School) -> None:
        names = names_of(school)
        field: Any = self.fields["owner"]
        field.choices = [("", NO_CHANGE), *((code, names[code]) for code in EquipmentOwner.values)]
        self.initial["owner"] = ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        if not self.written():
            raise forms.ValidationError(NOTHING_TO_WRITE)
        assert self.today is not None
        if reasons := date_refusals(values["bought_on"], values["warranty_until"], today=self.today):
            raise forms.ValidationError(reasons)
        return values

    def written(self) -> dict[str, Any]:
        """What was filled, by field; a price of nothing is a price. Whoever writes an owner knows it."""
        values = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return values | ({"is_owner_known": True} if "owner" in values else {})
