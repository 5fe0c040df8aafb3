"""The forms of labels: on which sheet, from which place; and the layout of a sheet."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from fanal.core.forms.school_form import NameField
from fanal.equipment.models import LabelSheet
from fanal.equipment.rules.label_sheets import LabelLayout

LENGTHS = ("width", "height", "top", "left", "gap_x", "gap_y")


class PrintForm(forms.Form):
    """Which sheet, from which place on it, with lines to cut along."""

    sheet = forms.ChoiceField(label="Sur quelle feuille ?", widget=forms.RadioSelect)
    first = forms.IntegerField(
        label="Commencer à l’étiquette n°",
        initial=1,
        min_value=1,
        max_value=500,
        help_text="De gauche à droite puis de haut en bas : pour finir une feuille déjà entamée.",
    )
    outlined = forms.BooleanField(label="Tracer les contours (feuille à découper)", required=False)
    with_room = forms.BooleanField(label="Avec une étiquette pour la porte", required=False, initial=True)

    def __init__(self, *args: Any, sheets: Mapping[str, LabelLayout], room: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, f"{sheet.name} · {sheet.size}") for code, sheet in sheets.items()]
        self.fields["sheet"].choices = choices
        self.fields["sheet"].initial = choices[0][0]
        if not room:
            del self.fields["with_room"]


def _millimetres(label: str, *, most: int, initial: str = "0") -> forms.DecimalField:
    return forms.DecimalField(
        label=f"{label}, en mm", max_value=most, min_value=0, decimal_places=1, localize=True, initial=initial
    )


class LabelLayoutForm(forms.Form):
    """A sheet as its box describes it."""

    name = NameField(label="Nom", max_length=40, help_text="Par exemple « 3 × 8, boîte bleue ».")
    columns = forms.IntegerField(label="Étiquettes en largeur", min_value=1, max_value=10, initial=3)
    rows = forms.IntegerField(label="Étiquettes en hauteur", min_value=1, max_value=20, initial=8)
    width = _millimetres("Largeur d’une étiquette", most=210, initial="70")
    height = _millimetres("Hauteur d’une étiquette", most=297, initial="37")
    top = _millimetres("Marge du haut", most=100)
    left = _millimetres("Marge de gauche", most=100)
    gap_x = _millimetres("Espace entre deux colonnes", most=50)
    gap_y = _millimetres("Espace entre deux lignes", most=50)

    def values(self) -> dict[str, Any]:
        """Field by field, lengths in tenths of a millimetre."""
        given = self.cleaned_data
        tenths = {name: int(given[name] * 10) for name in LENGTHS}
        return {"name": given["name"].strip(), "columns": given["columns"], "rows": given["rows"]} | tenths


def described_by(sheet: LabelSheet) -> dict[str, Any]:
    """What the form of a known sheet starts with."""
    lengths = {name: Decimal(getattr(sheet, name)) / 10 for name in LENGTHS}
    return {"name": sheet.name, "columns": sheet.columns, "rows": sheet.rows} | lengths
