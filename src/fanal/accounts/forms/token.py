"""The form of a token: what it is for, for how long, and whether it may write."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import ApiToken
from fanal.accounts.rules.tokens import LIVES
from fanal.core.forms.school_form import NameField, SchoolModelForm

MAY = [("read", "Lire seulement"), ("write", "Lire, et envoyer des demandes")]


class TokenForm(SchoolModelForm):
    may = forms.ChoiceField(label="Il peut", choices=MAY, widget=forms.RadioSelect, initial="read")
    days = forms.TypedChoiceField(label="Il dure", choices=list(LIVES.items()), coerce=int, initial=90)

    class Meta:
        model, fields = ApiToken, ["name"]
        labels: ClassVar[Any] = {"name": "À quoi servira-t-il ?"}
        field_classes: ClassVar[Any] = {"name": NameField}
