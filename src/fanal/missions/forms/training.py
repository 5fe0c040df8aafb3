"""The form of a training followed or given."""

from django import forms

from fanal.core.forms import DayField
from fanal.missions.actions import Followed
from fanal.missions.rules.training import DurationUnit, Way

A_NUMBER = {"required": "Dites combien.", "invalid": "Dites combien, en chiffres."}


class TrainingForm(forms.Form):
    way = forms.ChoiceField(
        label="Cette formation, vous l’avez",
        widget=forms.RadioSelect,
        choices=[(Way.RECEIVED.value, "reçue"), (Way.GIVEN.value, "donnée")],
    )
    title = forms.CharField(label="Titre", max_length=160, error_messages={"required": "Donnez son titre."})
    day = DayField(label="Le")
    amount = forms.IntegerField(label="Durée", min_value=1, error_messages=A_NUMBER)
    unit = forms.ChoiceField(label="En", choices=DurationUnit.choices())
    organiser = forms.CharField(label="Organisée par", max_length=120, required=False)
    people = forms.IntegerField(
        label="Combien de personnes, si vous la donnez", min_value=1, required=False, error_messages=A_NUMBER
    )
    is_shared = forms.BooleanField(label="La compter pour la direction", required=False)

    def followed(self) -> Followed:
        return Followed(**self.cleaned_data)
