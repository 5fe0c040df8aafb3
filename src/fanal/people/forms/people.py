"""Forms about people: they narrow, the rules decide."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Membership, Person
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.core.forms.school_form import (
    CodesField,
    DayField,
    NameField,
    SchoolForm,
    SchoolModelForm,
    form_field,
)
from fanal.people.actions.people import Functions
from fanal.people.reading.takeover import replaceable

REPLACES: dict[str, Any] = {"form_class": PersonChoice, "label": "Remplace", "required": False}
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
    replaces = form_field(Membership._meta.get_field("replaces"), help_text="", **REPLACES)

    def __init__(
        self, *args: Any, may_give: frozenset[str], holder: Person | None = None, **kwargs: Any
    ) -> None:
        """`holder`: whose functions they are, once known; nobody replaces themselves."""
        super().__init__(*args, **kwargs)
        rows = replaceable(self.school, holder)
        self.fields["replaces"].offer(rows, "Personne")
        self.fields["roles"].choices = [
            (role.value, role.label) for role in Role if role in EVERYONE and role.value in may_give
        ]

    def functions(self) -> Functions:
        cleaned = self.cleaned_data
        roles = frozenset(Role(code) for code in cleaned["roles"])
        return Functions(roles, cleaned["valid_from"], cleaned["valid_until"], cleaned["replaces"])


class ArrivalForm(FunctionsForm, CardForm):
    """Somebody new: who they are, whom they replace, what they do, and whether to invite them at once."""

    TAKEN_OVER = ("job", "roles", "valid_from", "valid_until")

    replaces = form_field(Membership._meta.get_field("replaces"), **REPLACES)
    invites = forms.BooleanField(
        label="Lui envoyer l’invitation à se connecter", required=False, initial=True
    )

    def own_fields(self) -> list[forms.BoundField]:
        """Who they are: all but whom they replace, what they take over from them, and the invitation."""
        return [field for field in self if field.name not in {*self.TAKEN_OVER, "replaces", "invites"}]

    def taken_over(self) -> list[forms.BoundField]:
        return [self[name] for name in self.TAKEN_OVER]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("invites") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Pour inviter cette personne, donnez son adresse de courriel.")
        return cleaned


class DepartureForm(forms.Form):
    left_on = DayField(label="Dernier jour")
