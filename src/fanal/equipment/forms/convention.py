"""The form of one line of the convention."""

from typing import Any

from django import forms

from fanal.accounts.models import School
from fanal.core.forms import SchoolChoice, SchoolForm
from fanal.equipment.models import ConventionLine, EquipmentType
from fanal.equipment.models.convention import PartyChoice
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import sort_key
from fanal.equipment.reading.owners import names_of

ANY = "Peu importe"
PARTIES = ("repairs", "pays", "decides")


def _party(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=PartyChoice, widget=forms.RadioSelect, initial="authority")


class ConventionForm(SchoolForm):
    """For whose equipment, then who repairs, who pays, who decides."""

    owner = forms.ChoiceField(
        label="Le matériel appartient à",
        choices=EquipmentOwner,
        widget=forms.RadioSelect,
        initial="authority",
    )
    type = SchoolChoice(
        EquipmentType, label="Seulement ce type", required=False, empty_label="Tous les types"
    )
    payer = forms.ChoiceField(label="Seulement s’il a été acheté par", choices=EquipmentOwner, required=False)
    use = forms.ChoiceField(label="Seulement cet usage", choices=ConventionLine.Use, required=False)
    repairs = _party("Qui répare ?")
    pays = _party("Qui paie ?")
    decides = _party("Qui décide ?")
    how = forms.CharField(
        label="Comment faire",
        max_length=200,
        required=False,
        help_text="Par exemple « Appeler le guichet unique du Département », « Devis, puis accord du chef ».",
    )
    source = forms.CharField(
        label="D’après",
        max_length=120,
        required=False,
        help_text="Le texte ou la convention, avec sa date : « convention du 12 mars 2025, art. 4 ».",
    )

    def narrow(self, school: School) -> None:
        self.fields["type"].offer(EquipmentType.objects.for_school(school).order_by(sort_key("name")))
        names = names_of(school)
        owners = [(code, names[code]) for code in EquipmentOwner.values]
        self.fields["owner"].choices = owners
        self.fields["payer"].choices = [("", ANY), *owners]
        self.fields["use"].choices = [("", ANY), *ConventionLine.Use.choices]
        for party in PARTIES:
            self.fields[party].choices = list(names.items())

    def values(self) -> dict[str, Any]:
        """Field by field, as the line keeps it."""
        given = self.cleaned_data
        return {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
