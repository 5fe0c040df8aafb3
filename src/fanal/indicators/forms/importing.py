"""The file that brings values, and what it does not say itself."""

from typing import Any

from django import forms

from fanal.core.forms.school_form import DayField, SchoolForm
from fanal.indicators.rules.imported import YEARS_BACK
from fanal.year.rules.years import year_of


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
        today = self.today
        day = self.cleaned_data["day"] or today
        if today is None or day is None:
            return day
        if day > today:
            raise forms.ValidationError("Un export ne date pas de demain : vérifiez la date.")
        if year_of(day).first <= year_of(today).first - YEARS_BACK:
            raise forms.ValidationError(f"Cet export aurait plus de {YEARS_BACK} ans : vérifiez la date.")
        return day


class ShownValueForm(forms.Form):
    """One value as the preview showed it, sent back to be written."""

    code = forms.CharField(max_length=5)
    period = forms.CharField(max_length=16)
    numerator = forms.DecimalField(max_digits=14, decimal_places=4)
    denominator = forms.DecimalField(max_digits=14, decimal_places=4, required=False)
