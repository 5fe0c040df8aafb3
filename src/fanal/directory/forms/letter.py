"""The form of a letter, and who it is printed for."""

from typing import Any

from django import forms

from fanal.directory.rules.letters import LONGEST_BODY, LONGEST_TITLE


class LetterForm(forms.Form):
    title = forms.CharField(
        label="Objet", max_length=LONGEST_TITLE, error_messages={"required": "Donnez un objet au courrier."}
    )
    body = forms.CharField(
        label="Texte",
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": "Écrivez le texte du courrier."},
        help_text="Une ligne vide sépare deux paragraphes ; **gras**, *italique*, « - » pour une liste, "
        "« ## » pour un intertitre.",
    )


class AudienceForm(forms.Form):
    """Levels and classes of the year, or names one a line. A table may come instead, beside the form."""

    who = forms.MultipleChoiceField(
        label="Les élèves de", required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label="Ou ces élèves",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un nom par ligne, par exemple « MARTIN Zoé ».",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["who"]
        field.choices = choices
