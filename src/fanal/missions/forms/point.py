"""The one form of a point: a line. The rules say what it may hold."""

from django import forms

from fanal.missions.actions import Proposed
from fanal.missions.rules.point import LONGEST


class PointLineForm(forms.Form):
    text = forms.CharField(
        label="Votre ligne",
        max_length=LONGEST,
        help_text=f"{LONGEST} caractères au plus : une chose à décider.",
        error_messages={
            "required": "Écrivez la ligne à proposer.",
            "max_length": f"Une ligne tient en {LONGEST} caractères.",
        },
    )
    origin = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def proposed(self) -> Proposed:
        return Proposed(self.cleaned_data["text"], self.cleaned_data["origin"])
