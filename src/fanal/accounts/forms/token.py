"""The form of a token: what it is for, for how long, and whether it may write."""

from django import forms

from fanal.accounts.actions.token import TokenInput
from fanal.accounts.rules.tokens import LIVES
from fanal.core.forms import NameField

MAY = [("read", "Lire seulement"), ("write", "Lire, et envoyer des demandes")]


class TokenForm(forms.Form):
    name = NameField(
        label="À quoi servira-t-il ?",
        max_length=60,
        help_text="Par exemple « Tableau de bord de la vie scolaire ».",
        error_messages={"required": "Donnez-lui un nom, pour le reconnaître le jour où il faudra l’arrêter."},
    )
    may = forms.ChoiceField(label="Il peut", choices=MAY, widget=forms.RadioSelect, initial="read")
    days = forms.TypedChoiceField(label="Il dure", choices=list(LIVES.items()), coerce=int, initial=90)

    def wanted(self) -> TokenInput:
        cleaned = self.cleaned_data
        return TokenInput(cleaned["name"], cleaned["days"], cleaned["may"] == "read")
