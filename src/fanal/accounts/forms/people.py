"""Forms about people: they narrow, the rules decide."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from fanal.accounts.actions import Functions, PersonInput
from fanal.accounts.models import Person
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.core.forms import DayField, NameField

CARD = ("civility", "given_name", "family_name", "email", "phone", "job")


class OwnCardForm(forms.Form):
    """What each may correct about themselves."""

    civility = forms.ChoiceField(
        label="Civilité", choices=[("", "Non précisée"), ("Mme", "Mme"), ("M.", "M.")], required=False
    )
    given_name = NameField(label="Prénom", max_length=60)
    family_name = NameField(label="Nom", max_length=60)
    job = forms.CharField(label="Fonction ou discipline", max_length=80, required=False)
    phone = forms.CharField(label="Téléphone professionnel", max_length=30, required=False)

    def card(self, email: str = "") -> PersonInput:
        values = {name: value for name, value in self.cleaned_data.items() if name in CARD}
        return PersonInput(**{"email": email} | values)

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in CARD}


class CardForm(OwnCardForm):
    """What the team may correct: the address too, to which an invitation goes."""

    email = forms.EmailField(
        label="Courriel professionnel",
        required=False,
        help_text="Il reçoit l’invitation. Ce qui s’écrit depuis cette adresse est à son nom.",
    )
    field_order: Sequence[str] = CARD


class FunctionsForm(forms.Form):
    """Functions and dates. Those that one may not give stay as they are."""

    roles = forms.MultipleChoiceField(
        label="Fonctions",
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une fonction."},
    )
    valid_from = DayField(label="À partir du")
    valid_until = DayField(
        label="Jusqu’au",
        required=False,
        help_text="Pour un remplacement : ce jour passé, la fonction n’ouvre plus rien.",
    )

    def __init__(self, *args: Any, may_give: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [
            (role.value, role.label) for role in Role if role in EVERYONE and role.value in may_give
        ]

    def functions(self) -> Functions:
        cleaned = self.cleaned_data
        roles = frozenset(Role(code) for code in cleaned["roles"])
        return Functions(roles, cleaned["valid_from"], cleaned["valid_until"])


class ArrivalForm(FunctionsForm, CardForm):
    """Somebody new: who they are, what they do, and whether to invite them at once."""

    invites = forms.BooleanField(
        label="Lui envoyer l’invitation à se connecter", required=False, initial=True
    )
    field_order = (*CARD, "roles", "valid_from", "valid_until", "invites")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("invites") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Pour inviter cette personne, donnez son adresse de courriel.")
        return cleaned


class DepartureForm(forms.Form):
    left_on = DayField(label="Dernier jour")


def starting(today: date) -> dict[str, Any]:
    return {"valid_from": today, "invites": True}
