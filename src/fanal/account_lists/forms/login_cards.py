"""How the login cards of a service look."""

from django import forms

from fanal.account_lists.rules.login_cards import PER_PAGE


class LoginCardsForm(forms.Form):
    """How login sheets look. Nothing of it is about a person."""

    per_page = forms.TypedChoiceField(
        label="Fiches par page",
        choices=[(count, str(count)) for count in PER_PAGE],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez combien de fiches tiennent sur une page."},
    )
    words = forms.CharField(
        label="Phrase sur chaque fiche",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Retenue pour ce service.",
    )
    classes = forms.CharField(
        label="Seulement ces classes",
        max_length=200,
        required=False,
        help_text="Par exemple « 6A, 6B ». Vide : toutes.",
    )
