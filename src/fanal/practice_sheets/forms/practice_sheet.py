"""The form of a practice sheet."""

from django import forms

from fanal.helpdesk.rules.codes import RequestKind
from fanal.practice_sheets.actions.practice_sheet import SheetInput
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.rules.practice_sheet import Audience

MARKS = "## un titre · 1. une étape · - une liste · **gras** · [un lien](https://…)"


class PracticeSheetForm(forms.Form):
    """Written for a colleague who is in front of thirty pupils: short steps, in order."""

    title = forms.CharField(
        label="Titre",
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "Vidéoprojecteur : pas d’image"}),
        error_messages={"required": "Donnez un titre : ce que dirait la personne en panne."},
    )
    kinds = forms.MultipleChoiceField(
        label="Pour quoi ?",
        choices=RequestKind.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label="Mots pour la trouver",
        max_length=300,
        required=False,
        help_text="Ceux que vos collègues emploient : « vidéoproj, noir, bleu, signal ».",
    )
    body = forms.CharField(
        label="Ce qu’il faut faire",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=MARKS,
        error_messages={"required": "Écrivez au moins une chose à essayer."},
    )
    audience = forms.ChoiceField(
        label="Pour qui ?",
        choices=Audience.choices(),
        widget=forms.RadioSelect,
        initial=Audience.EVERYONE,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, sheet: PracticeSheet) -> "PracticeSheetForm":
        names = ("title", "kinds", "words", "body", "audience", "version")
        return cls(initial={name: getattr(sheet, name) for name in names})

    def written(self) -> SheetInput:
        cleaned = self.cleaned_data
        return SheetInput(
            cleaned["title"], cleaned["body"], tuple(cleaned["kinds"]), cleaned["words"], cleaned["audience"]
        )
