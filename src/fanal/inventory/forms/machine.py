"""The forms of machines: which record, and what becomes of new ones."""

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import SchoolChoice, SchoolForm
from fanal.equipment.models import Equipment


class AttachMachineForm(SchoolForm):
    """Which record this machine is."""

    equipment = SchoolChoice(
        Equipment,
        label="Fiche de l’équipement",
        empty_label="Choisissez une fiche",
        error_messages={
            "required": "Choisissez la fiche à laquelle rattacher la machine.",
            "invalid_choice": "Cette fiche n’est pas dans votre établissement : choisissez-en une autre.",
        },
    )

    def narrow(self, school: School) -> None:
        records = Equipment.objects.for_school(school).present()
        self.fields["equipment"].offer(records.order_by("name", "number"))


class NewMachinesForm(forms.Form):
    """What becomes of a machine that nobody knows yet."""

    only_enrols = forms.BooleanField(
        label="L’adresse de l’établissement sert seulement à inscrire, chaque machine a la sienne",
        required=False,
    )
    creates_records = forms.BooleanField(
        label="Créer tout de suite la fiche d’une machine inconnue, sans attendre qu’une personne le demande",
        required=False,
    )
