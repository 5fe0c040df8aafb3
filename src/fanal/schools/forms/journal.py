"""The filter of the journal."""

from typing import Any

from django import forms

from fanal.core.forms.school_form import DayField
from fanal.schools.reading.journal_evidence import about_choices


class FilterForm(forms.Form):
    """What one looks for; anything that is not understood is left aside."""

    q = forms.CharField(label="Nom de la personne", max_length=60, required=False)
    quoi = forms.ChoiceField(label="À propos de", required=False)
    du = DayField(label="Du", required=False)
    au = DayField(label="Au", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quoi"].choices = about_choices()
