"""The forms of a service's state: declare it, and choose what is checked of it."""

from typing import Any

from django import forms

from fanal.core.moments import MomentField
from fanal.online_services.rules.probing import KINDS, LEAST, MOST
from fanal.online_services.rules.states import LABELS, ServiceState

DECLARABLE = (ServiceState.DOWN, ServiceState.DISTURBED, ServiceState.OK, ServiceState.PLANNED)


class DeclareStateForm(forms.Form):
    """One press is enough: only the state is needed."""

    state = forms.ChoiceField(
        label="Dans quel état est-il ?",
        choices=[(state.value, LABELS[state]) for state in DECLARABLE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un état."},
    )
    reason = forms.CharField(
        label="Ce qui se passe",
        max_length=200,
        required=False,
        help_text="Tout l’établissement le lit, et tout le monde si l’état est public : aucun nom.",
    )
    starts = MomentField("Depuis, ou à partir du", required=False, help_text="Vide : maintenant.")
    ends = MomentField(
        "Fin prévue",
        required=False,
        help_text="L’état cesse à cette heure, sauf si vous dites autre chose avant.",
    )


class WatchForm(forms.Form):
    """What Fanal asks of the service, and to whom its state is shown."""

    is_public = forms.BooleanField(label="Montrer son état sur la page publique", required=False)
    address = forms.CharField(
        label="Adresse à vérifier",
        max_length=200,
        required=False,
        help_text="Celle de sa page d’accueil, en https://. Vide : rien n’est vérifié.",
    )
    kinds = forms.MultipleChoiceField(
        label="Ce qui est vérifié",
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_authorized = forms.BooleanField(
        label="L’hébergeur autorise qu’une machine visite cette adresse toutes les quelques minutes",
        required=False,
    )
    minutes = forms.IntegerField(
        label="Une vérification toutes les, en minutes", min_value=LEAST, max_value=MOST, initial=15
    )

    def clean_address(self) -> Any:
        return self.cleaned_data["address"].strip()
