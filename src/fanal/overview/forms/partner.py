"""What is typed on the page of partners."""

from django import forms

from fanal.core.forms.school_form import DayField


class EndForm(forms.Form):
    """The last day of an access; empty, it ends at once."""

    day = DayField(label="Dernier jour", required=False, help_text="Vide : tout de suite.")
