"""Forms about people: they narrow, the rules decide."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.actions import Functions
from fanal.accounts.models import Person
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.core.forms import CodesField, DayField, NameField, SchoolForm, SchoolModelForm

CARD = ("civility", "given_name", "family_name", "email", "phone", "job")


class OwnCardForm(SchoolModelForm):
    """What each may correct about themselves."""

    class Meta:
        model = Person
        fields: ClassVar[Any] = ("civility", "given_name", "family_name", "job", "phone")
        field_classes: ClassVar[Any] = {"given_name": NameField, "family_name": NameField}


class CardForm(OwnCardForm):
    """What the team may correct: the address too, to which an invitation goes."""

    class Meta(OwnCardForm.Meta):
        fields: ClassVar[Any] = CARD


class FunctionsForm(SchoolForm):
    """Functions and dates. Those that one may not give stay as they are.

    Not over `Membership`: an arrival asks for them and for a card in one form.
    """

    roles = CodesField(label="Fonctions", error_messages={"required": "Choisissez au moins une fonction."})
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("invites") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Pour inviter cette personne, donnez son adresse de courriel.")
        return cleaned


class DepartureForm(forms.Form):
    left_on = DayField(label="Dernier jour")
