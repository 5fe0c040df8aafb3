"""The file that brings values, and what it does not say itself."""

from typing import Any

from django import forms

from fanal.core.forms import DayField, SchoolForm


class ImportForm(SchoolForm):
    """`day`: when an export was taken; our own table says its periods itself."""

    day = DayField(label="Date de l’export", required=False, help_text="Vide : aujourd’hui.")
    licences = forms.IntegerField(
        label="Licences disponibles",
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Pour un décompte du GAR seulement.",
    )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"] or self.today
        if self.today is not None and day is not None and day > self.today:
            raise forms.ValidationError("Un export ne date pas de demain : vérifiez la date.")
        return day


class ShownValueForm(forms.Form):
    """One value as the preview showed it, sent back to be written."""

    code = forms.CharField(max_length=5)
    period = forms.CharField(max_length=16)
    numerator = forms.DecimalField(max_digits=14, decimal_places=4)
    denominator = forms.DecimalField(max_digits=14, decimal_places=4, required=False)
